namespace Ballast.Server.Features.GoingLive;

/// <summary>A person's word that rules need no trial.</summary>
public sealed record WaiverWish
{
    /// <summary>What was typed, letter by letter.</summary>
    public required string Phrase { get; init; }

    /// <summary>Who says so.</summary>
    public string? Actor { get; init; }
}
