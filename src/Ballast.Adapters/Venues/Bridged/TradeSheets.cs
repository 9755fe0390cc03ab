using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ballast.Core.Markets;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Venues.Bridged;

/// <summary>Asks the bridge for listings of an account's trades: of one market, or, where the exchange has no others,
/// of all of them.</summary>
internal sealed class TradeSheets(BridgedWire wire, AccountListing listing)
{
    /// <summary>The newest, or whatever the exchange lists without a time.</summary>
    public Task<Reading<ListedSheet<TradeLine>>> ReadAsync(Instrument market, CancellationToken cancellation) =>
        AskAsync(listing.Asked(market), cancellation);

    /// <summary>Walks through those of a time.</summary>
    public ListingSteps<TradeLine> StepsOf(Instrument market) =>
        new((span, stop) => AskAsync(listing.Asked(market, span), stop), listing);

    /// <summary>The trades of a market among some lines, or that one of them cannot be read.</summary>
    public Reading<ImmutableArray<VenueTrade>> TradesOf(Instrument market, IEnumerable<TradeLine> lines)
    {
        ImmutableArray<VenueTrade>.Builder trades = ImmutableArray.CreateBuilder<VenueTrade>();
        foreach (TradeLine line in lines.Where(line => !listing.IsOfAllMarkets || line.Symbol == market.Symbol))
        {
            Reading<VenueTrade> reading =
                BridgedRecords.ReadingOf(line.Json, json => BridgedRecords.Trade(json, market.Quote));
            if (reading is not Reading<VenueTrade>.Known { Value: var trade })
            {
                return new Reading<ImmutableArray<VenueTrade>>.Failed(((Reading<VenueTrade>.Failed)reading).Error);
            }

            trades.Add(trade);
        }

        return new Reading<ImmutableArray<VenueTrade>>.Known(trades.ToImmutable());
    }

    private Task<Reading<ListedSheet<TradeLine>>> AskAsync(JsonObject asked, CancellationToken cancellation) =>
        wire.ReadAsync("trades", asked, SheetOf, cancellation);

    private static ListedSheet<TradeLine> SheetOf(JsonElement json)
    {
        JsonElement[] lines = [.. json.GetProperty("trades").EnumerateArray()];
        return new ListedSheet<TradeLine>(
            [.. lines.Select(line => (BridgedRecords.Text(line, "id"), BridgedRecords.Time(line, "at")))],
            [
                .. lines.Select(line => new TradeLine(
                    BridgedRecords.TextOrEmpty(line, "symbol"), BridgedRecords.Time(line, "at"), line)),
            ],
            json.GetProperty("lines").GetInt32());
    }
}
