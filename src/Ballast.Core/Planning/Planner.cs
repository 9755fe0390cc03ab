namespace Ballast.Core.Planning;

/// <summary>Finds the smallest set of trades that takes a portfolio to its destination.</summary>
public static class Planner
{
    /// <summary>Plans; deterministic.</summary>
    public static PlanOutcome Plan(PlanRequest request) => throw new NotImplementedException(request.PolicyHash);
}
