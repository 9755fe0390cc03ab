using System.Text.Json;
using System.Text.Json.Nodes;
using Ballast.Core.Markets;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Venues.Bridged;

/// <summary>Asks the bridge for listings of a market's trades.</summary>
internal sealed class TradeSheets(BridgedWire wire, AccountListing listing, Instrument market)
{
    /// <summary>The newest, or whatever the exchange lists without a time.</summary>
    public Task<Reading<ListedSheet<VenueTrade>>> ReadAsync(CancellationToken cancellation) =>
        AskAsync(listing.Asked(market), cancellation);

    /// <summary>Those of a time, as far as they are on one page.</summary>
    public Task<Reading<ListedSheet<VenueTrade>>> ReadAsync(ListingSpan span, CancellationToken cancellation) =>
        AskAsync(listing.Asked(market, span), cancellation);

    private Task<Reading<ListedSheet<VenueTrade>>> AskAsync(JsonObject asked, CancellationToken cancellation) =>
        wire.ReadAsync("trades", asked, SheetOf, cancellation);

    private ListedSheet<VenueTrade> SheetOf(JsonElement json)
    {
        JsonElement[] lines = [.. json.GetProperty("trades").EnumerateArray()];
        return new ListedSheet<VenueTrade>(
            [.. lines.Select(line => (BridgedRecords.Text(line, "id"), BridgedRecords.Time(line, "at")))],
            [
                .. lines.Where(line => !listing.IsOfAllMarkets
                        || BridgedRecords.TextOrEmpty(line, "symbol") == market.Symbol)
                    .Select(line => BridgedRecords.Trade(line, market.Quote)),
            ]);
    }
}
