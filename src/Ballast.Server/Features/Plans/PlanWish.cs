namespace Ballast.Server.Features.Plans;

/// <summary>For which portfolio a plan is wanted.</summary>
public sealed record PlanWish
{
    /// <summary>Its name; may be left out where there is only one.</summary>
    public string? Portfolio { get; init; }
}
