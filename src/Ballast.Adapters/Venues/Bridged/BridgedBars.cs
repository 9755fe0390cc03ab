using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Adapters.Venues.Bridged;

/// <summary>Reads bars page by page: exchanges give from 100 to 1500 at a time, and none says which.</summary>
internal sealed class BridgedBars(BridgedWire wire)
{
    private const int PageSize = 500;

    /// <summary>A bar's length in the bridge's words; null where there are no such bars.</summary>
    public static string? TimeframeOf(Duration length) => length.TotalMinutes switch
    {
        1 => "1m",
        5 => "5m",
        15 => "15m",
        60 => "1h",
        240 => "4h",
        1440 => "1d",
        _ => null,
    };

    /// <summary>Bars ending in (from, until], oldest first.</summary>
    public async Task<Reading<ImmutableArray<Candle>>> ReadAsync(
        Instrument market, CandleRequest request, CancellationToken cancellation)
    {
        var bars = ImmutableArray.CreateBuilder<Candle>();
        Instant from = request.From;
        while (from < request.Until)
        {
            Reading<ImmutableArray<Candle>> page = await ReadPageAsync(market, request.BarLength, from, cancellation);
            if (page is not Reading<ImmutableArray<Candle>>.Known { Value: var read })
            {
                return page;
            }

            ImmutableArray<Candle> news = [.. read.Where(bar => bar.End > from).OrderBy(bar => bar.End)];
            bars.AddRange(news.Where(bar => bar.End <= request.Until));
            if (news.IsEmpty)
            {
                break;
            }

            from = news[^1].End;
        }

        return new Reading<ImmutableArray<Candle>>.Known(bars.ToImmutable());
    }

    /// <summary>One page: bars that end after an instant, as many as the exchange gives at a time.</summary>
    public Task<Reading<ImmutableArray<Candle>>> ReadPageAsync(
        Instrument market, Duration length, Instant after, CancellationToken cancellation) =>
        wire.ReadAsync<ImmutableArray<Candle>>(
            "candles",
            new JsonObject
            {
                ["symbol"] = market.Symbol,
                ["timeframe"] = TimeframeOf(length),

                // A bar that ends after an instant begins after that instant less its length.
                ["since"] = Math.Max(1L, (after - length).ToUnixTimeMilliseconds() + 1),
                ["limit"] = PageSize,
            },
            json => [.. json.GetProperty("candles").EnumerateArray().Select(bar => BarOf(bar, length))],
            cancellation);

    private static Candle BarOf(JsonElement json, Duration length) => new()
    {
        End = Instant.FromUnixTimeMilliseconds(json[0].GetInt64()) + length,
        Open = PriceAt(json, 1),
        High = PriceAt(json, 2),
        Low = PriceAt(json, 3),
        Close = PriceAt(json, 4),
        Volume = json[5].ValueKind == JsonValueKind.Null
            ? null
            : new Quantity(CanonicalDecimal.Parse(json[5].GetString()!)),
    };

    private static Price PriceAt(JsonElement json, int index) =>
        new(CanonicalDecimal.Parse(json[index].GetString() ?? ""));
}
