using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Hedging;
using Ballast.Core.Policies;
using Ballast.Engine.Hedging;
using Ballast.Engine.Ledger;

namespace Ballast.Engine.Views;

/// <summary>Shows the hedges of a portfolio out of its book and what its loop last found.</summary>
internal static class HedgeWriter
{
    /// <summary>One view for each hedge of the policy, in the order of their assets.</summary>
    public static ImmutableArray<HedgeView> Of(PortfolioBook book, ImmutableArray<HedgeLine> lines) =>
    [
        .. book.Policy.Hedges.Select(hedge => View(
            (hedge.Key, hedge.Value),
            lines.FirstOrDefault(line => line.Asset == hedge.Key),
            book.Hedges.LastOrDefault(record => record.Ticket.Asset == hedge.Key))),
    ];

    private static HedgeView View((Asset Asset, HedgePolicy Policy) hedge, HedgeLine? line, HedgeRecord? last)
    {
        string market = HedgeNames.MarketOf(hedge.Asset, hedge.Policy);
        string purpose = HedgeNames.PurposeOf(hedge.Asset);
        return new HedgeView
        {
            Asset = hedge.Asset,
            Account = hedge.Policy.Account,
            Market = market,
            Purpose = purpose,
            CheckedAt = line?.At,
            Wanted = line?.Seen is null ? null : line.Advice.Wanted,
            Held = line?.Seen is null ? null : line.Advice.Held,
            Position = line?.Seen is { } seen
                ? HedgeNames.Own(seen.Positions, market, purpose).FirstOrDefault()
                : null,
            Why = line?.Advice.Why,
            Order = (line?.Advice as HedgeAdvice.Trade)?.Order,
            NotSent = line?.NotSent,
            Last = last,
        };
    }
}
