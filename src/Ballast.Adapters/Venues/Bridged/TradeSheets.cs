using System.Text.Json;
using System.Text.Json.Nodes;
using Ballast.Core.Markets;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Adapters.Venues.Bridged;

/// <summary>Asks the bridge for listings of a market's trades.</summary>
internal sealed class TradeSheets(BridgedWire wire, AccountListing listing, Instrument market)
{
    /// <summary>The newest, or whatever the exchange lists without a time.</summary>
    public Task<Reading<ListedSheet<VenueTrade>>> ReadAsync(CancellationToken cancellation) =>
        AskAsync(Listing(), cancellation);

    /// <summary>Those of a time, as far as they are on one page.</summary>
    public Task<Reading<ListedSheet<VenueTrade>>> ReadAsync(ListingSpan span, CancellationToken cancellation)
    {
        JsonObject asked = Listing();
        Bound(asked, span, listing);
        return AskAsync(asked, cancellation);
    }

    /// <summary>Writes a time, and how many lines of it to pass over, into what is asked for.</summary>
    public static void Bound(JsonObject asked, ListingSpan span, AccountListing listing)
    {
        asked["since"] = Math.Max(1L, span.From.ToUnixTimeMilliseconds());

        // Cut to whole seconds it would end too early.
        Duration roundUp = listing.IsInSeconds ? Duration.FromMilliseconds(999) : Duration.Zero;
        asked["until"] = Math.Max(1L, (span.Until + roundUp).ToUnixTimeMilliseconds());
        if (span.Offset > 0)
        {
            asked["offset"] = span.Offset;
        }
    }

    private Task<Reading<ListedSheet<VenueTrade>>> AskAsync(JsonObject asked, CancellationToken cancellation) =>
        wire.ReadAsync("trades", asked, SheetOf, cancellation);

    private JsonObject Listing()
    {
        JsonObject asked = new() { ["limit"] = listing.Page };
        if (!listing.IsOfAllMarkets)
        {
            asked["symbol"] = market.Symbol;
        }

        return asked;
    }

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
