using System.Collections.Immutable;
using Ballast.Core.Planning.Transfers;

namespace Ballast.Core.Planning;

/// <summary>
/// Finds the smallest set of trades that takes a portfolio to its destination: solves the whole book with its costs,
/// routes and rounds, holds what the filters refuse, bounds what funds and depth do not carry, and solves again until
/// nothing changes.
/// </summary>
public static class Planner
{
    /// <summary>
    /// Plans; deterministic. Never throws for a portfolio's state: what cannot be planned for is refused with its
    /// reason.
    /// </summary>
    public static PlanOutcome Plan(PlanRequest request)
    {
        try
        {
            return Made(request);
        }
        catch (OverflowException)
        {
            return new PlanOutcome.Refused(new Reason(
                "beyond-precision",
                "A price, size or step is so small or large that the plan does not fit a decimal number."));
        }
    }

    private static PlanOutcome Made(PlanRequest request)
    {
        UniverseBuilder built = new(request);
        if (built.Build() is { } refusal)
        {
            return new PlanOutcome.Refused(refusal);
        }

        PlanDraft draft = new(request, built);
        draft.Work();
        TransferAdvice advice = new TransferPlanning(request, draft).Advise();
        PlanAssembly assembly = new(request, built, advice);
        ImmutableArray<NonOrder> nonOrders = assembly.NonOrders();
        return advice.Draft.Router.Orders.Count == 0 && advice.Sent is null
            ? new PlanOutcome.NothingToTrade(nonOrders) { Transfers = advice.Transfers }
            : new PlanOutcome.Planned(assembly.Plan(nonOrders));
    }
}
