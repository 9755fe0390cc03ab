namespace Ballast.Server.Features.Plans;

/// <summary>For which portfolio a plan is wanted.</summary>
/// <param name="Portfolio">Its name; may be left out where there is only one.</param>
public sealed record PlanWish(string? Portfolio);
