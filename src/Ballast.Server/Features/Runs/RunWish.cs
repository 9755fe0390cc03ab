namespace Ballast.Server.Features.Runs;

/// <summary>Which plan is to be carried out.</summary>
public sealed record RunWish
{
    /// <summary>Whose; may be left out where there is only one portfolio.</summary>
    public string? Portfolio { get; init; }

    /// <summary>The plan's short name.</summary>
    public required string PlanId { get; init; }

    /// <summary>The plan's SHA-256.</summary>
    public required string PlanHash { get; init; }

    /// <summary>Who asks; goes into the journal.</summary>
    public string? Actor { get; init; }
}
