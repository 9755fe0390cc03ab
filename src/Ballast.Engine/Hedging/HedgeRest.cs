using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Engine.Execution;
using Ballast.Engine.Ledger;
using NodaTime;

namespace Ballast.Engine.Hedging;

/// <summary>How long a hedge rests after orders that came to nothing.</summary>
internal static class HedgeRest
{
    private const int MostAbsencesAtOnce = 2;

    private static readonly Duration AfterRefusal = Duration.FromMinutes(10);

    /// <summary>
    /// Why no order is sent for an asset yet; <see langword="null"/> where one may be. What a venue has refused it will
    /// mostly refuse again. And one whose positions lag seems to prove every order absent, so that after two such
    /// proofs in a row the next waits as long as records are known to lag.
    /// </summary>
    public static Reason? Objection(PortfolioBook book, Asset asset, Instant now)
    {
        HedgeRecord[] orders = [.. book.Hedges.Where(hedge => hedge.Ticket.Asset == asset)];
        if (orders is not [.., var last])
        {
            return null;
        }

        if (last.State == HedgeState.Refused)
        {
            return Until(last.ChangedAt + AfterRefusal, now, "hedge-refused", last.Why!.Sentence);
        }

        return orders.Length >= MostAbsencesAtOnce
            && orders[^MostAbsencesAtOnce..].All(hedge => hedge.State == HedgeState.Absent)
                ? Until(
                    last.ChangedAt + UnknownResolver.LongestLag,
                    now,
                    "hedge-absences",
                    "two orders in a row seem to have had no effect, and the venue may only show positions late")
                : null;
    }

    private static Reason? Until(Instant end, Instant now, string code, string why) =>
        now < end ? new Reason(code, $"not sent before {end}: {why}") : null;
}
