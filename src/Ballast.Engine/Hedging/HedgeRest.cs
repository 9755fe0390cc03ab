using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Hedging;
using Ballast.Engine.Execution;
using Ballast.Engine.Ledger;
using NodaTime;

namespace Ballast.Engine.Hedging;

/// <summary>How long a hedge rests after orders that came to nothing.</summary>
internal static class HedgeRest
{
    private static readonly Duration AfterRefusal = Duration.FromMinutes(10);

    /// <summary>
    /// Why an order is not sent for an asset yet; <see langword="null"/> where it may be. What a venue has refused it
    /// will mostly refuse again. And where positions are the only proof, an order that seems to have had no effect may
    /// still have one: held back by the network it arrives late, and beside the next one it would make twice as much
    /// of the position, or its opposite. So the next waits as long as records are known to lag, except for a closing:
    /// that goes by the position's own name and can do nothing twice. An exchange's record is proof at once, but twice
    /// in a row it says that something is wrong.
    /// </summary>
    public static Reason? Objection(PortfolioBook book, (Asset Asset, HedgeStep Step) order, Instant now)
    {
        HedgeRecord[] orders = [.. book.Hedges.Where(hedge => hedge.Ticket.Asset == order.Asset)];
        if (orders is not [.., var last])
        {
            return null;
        }

        // A closing that found no taker within its limit is needed the more at the next check.
        if (last.State == HedgeState.Refused && order.Step != HedgeStep.Close)
        {
            return Until(last.ChangedAt + AfterRefusal, now, "hedge-refused", last.Why!.Sentence);
        }

        return order.Step == HedgeStep.Close || LastDoubtful(orders) is not { } absent ? null : Until(
            absent.ChangedAt + UnknownResolver.LongestLag,
            now,
            "hedge-absences",
            $"{absent.Ticket} seems to have had no effect, and it may only be late");
    }

    private static HedgeRecord? LastDoubtful(HedgeRecord[] orders) =>
        orders.LastOrDefault(hedge => hedge.State == HedgeState.Absent && CouldArrive(hedge.Ticket))
        ?? (orders is [.., { State: HedgeState.Absent }, { State: HedgeState.Absent } last] ? last : null);

    // What was counted in the market's steps bore a name and an expiry.
    private static bool CouldArrive(HedgeTicket ticket) =>
        ticket.Exact is null && ticket.Order.Step != HedgeStep.Close;

    private static Reason? Until(Instant end, Instant now, string code, string why) =>
        now < end ? new Reason(code, $"not sent before {end}: {why}") : null;
}
