using Ballast.Core;

namespace Ballast.Server.Features.Halts;

/// <summary>Who wants to stop or go on, what and why.</summary>
public sealed record HaltWish
{
    /// <summary>Which portfolio; all where none is named.</summary>
    public string? Portfolio { get; init; }

    /// <summary>The reason, for the journal.</summary>
    public string? Reason { get; init; }

    /// <summary>Who asks.</summary>
    public string? Actor { get; init; }

    /// <summary>The reason with a code.</summary>
    internal Reason Why(string code) => new(code, string.IsNullOrWhiteSpace(Reason) ? "no reason was given" : Reason);
}
