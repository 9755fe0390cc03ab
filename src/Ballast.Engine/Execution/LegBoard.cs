using Ballast.Core.Markets;
using Ballast.Core.Planning;

namespace Ballast.Engine.Execution;

/// <summary>Which legs of a run have ended; those who wait for proceeds are woken when one does.</summary>
internal sealed class LegBoard
{
    private readonly Lock gate = new();
    private readonly IReadOnlyList<PlannedOrder> legs;
    private readonly bool[] hasEnded;
    private TaskCompletionSource change = NewChange();

    public LegBoard(IReadOnlyList<PlannedOrder> legs)
    {
        this.legs = legs;
        hasEnded = new bool[legs.Count];
    }

    /// <summary>Completes with the next end of a leg; take it before looking.</summary>
    public Task NextChange
    {
        get
        {
            lock (gate)
            {
                return change.Task;
            }
        }
    }

    /// <summary>Whether every sale that pays for a purchase has ended: same account, same paying asset.</summary>
    public bool AreFundingSalesOver(PlannedOrder purchase)
    {
        lock (gate)
        {
            return !legs.Where((leg, i) => !hasEnded[i] && Funds(leg, purchase)).Any();
        }
    }

    public void End(int leg)
    {
        TaskCompletionSource woken;
        lock (gate)
        {
            hasEnded[leg] = true;
            woken = change;
            change = NewChange();
        }

        woken.SetResult();
    }

    private static bool Funds(PlannedOrder leg, PlannedOrder purchase) => leg.Side == TradeSide.Sell
        && leg.Account == purchase.Account && leg.Instrument.Quote == purchase.Instrument.Quote;

    private static TaskCompletionSource NewChange() => new();
}
