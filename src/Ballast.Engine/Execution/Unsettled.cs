using Ballast.Core;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Core.Planning;
using Ballast.Engine.Journal;
using Ballast.Engine.Ledger;

namespace Ballast.Engine.Execution;

/// <summary>What an order whose end is open keeps others from, each with its reason.</summary>
internal static class Unsettled
{
    /// <summary>An order waits for the proceeds of a sale whose end is open.</summary>
    public const string Funding = "sale-unsettled";

    private const string SameAsset = "asset-unsettled";
    private const string SameAccount = "movement-unsettled";

    /// <summary>Whether the order's end is being found out; in quarantine nobody looks for proof any more.</summary>
    public static bool IsBeingSettled(OrderRecord record) =>
        record.Order.State.IsLive && record.Order.State is not OrderState.Quarantined;

    /// <summary>Whether orders of a run are still being settled.</summary>
    public static bool HasOrders(PortfolioBook book, RunId run) =>
        book.LiveOrders.Any(record => record.Origin.Run == run && IsBeingSettled(record));

    /// <summary>Whether a leg was left to the next pass because another order's end is open.</summary>
    public static bool IsLeftFor(Reason why) => why.Code is Funding or SameAsset or SameAccount;

    /// <summary>
    /// Whether an order was settled after its run had ended and no decision has been made since: the check is due.
    /// </summary>
    public static bool CallsForCheck(PortfolioBook book) => book.Orders.Values.Any(record =>
        record.Order.State.IsTerminal && !(record.ChangedAt <= book.Memory.LastDecisionAt)
        && book.Runs.Values.Any(run => run.Run == record.Origin.Run && run.EndedAt < record.ChangedAt));

    /// <summary>
    /// Why a leg must not be sent beside an order whose end is open; <see langword="null"/> where it may. Where
    /// requests do not expire, an order's end is told from balances alone: nothing else may move them.
    /// </summary>
    /// <param name="book">The book that the order would be set aside in.</param>
    /// <param name="attempt">The leg.</param>
    /// <param name="isFenced">Whether requests to the account's venue expire.</param>
    public static Reason? Objection(PortfolioBook book, LegAttempt attempt, bool isFenced)
    {
        PlannedOrder leg = attempt.Leg;
        foreach (OrderRecord open in book.LiveOrders.Where(live => live.Order.Ticket.Account == leg.Account))
        {
            bool isOfThisRun = open.Origin.Run == attempt.Context.Run.Run;
            bool isSameAsset = isOfThisRun
                ? open.Origin.Serves == leg.Asset
                : open.Order.Ticket.Instrument.Base == leg.Instrument.Base;
            if (isSameAsset)
            {
                return new Reason(
                    SameAsset, $"left for the next pass: order {open.Order.Ticket.Id} of {leg.Asset} is not settled");
            }

            if (!isFenced && IsBeingSettled(open))
            {
                return new Reason(
                    SameAccount,
                    $"left for the next pass: order {open.Order.Ticket.Id} on {leg.Account} is not settled");
            }
        }

        return null;
    }

    /// <summary>Whether a sale of the run that would pay for a purchase has not ended.</summary>
    public static bool IsFundingOpen(PortfolioBook book, LegAttempt attempt) => attempt.Leg.Side == TradeSide.Buy
        && book.LiveOrders.Any(live => live.Origin.Run == attempt.Context.Run.Run
            && live.Order.Ticket.Side == TradeSide.Sell
            && live.Order.Ticket.Account == attempt.Leg.Account
            && live.Order.Ticket.Instrument.Quote == attempt.Leg.Instrument.Quote);
}
