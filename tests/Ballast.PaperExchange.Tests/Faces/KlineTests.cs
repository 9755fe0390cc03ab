using System.Text.Json;
using Ballast.Core.Amounts;
using Ballast.PaperExchange.Faces;
using Ballast.PaperExchange.Faces.Binance;
using Ballast.PaperExchange.Hosting;
using Ballast.PaperExchange.Markets;
using Ballast.Testing;

namespace Ballast.PaperExchange.Tests.Faces;

/// <summary>Candles of a simulated market: every length follows from those of a minute.</summary>
public sealed class KlineTests : IDisposable
{
    // 2024-01-01 is a Monday and begins a month; these are Wednesday the 10th, 07:05:30.
    private readonly ManualClock clock = new(new DateTimeOffset(2024, 1, 10, 7, 5, 30, TimeSpan.Zero));
    private readonly PaperVenue venue;
    private readonly BinanceFace face;

    public KlineTests()
    {
        var market = new MarketChoice.Simulated(AssetSpec.Usual, new Asset("USDC"), 7) { HistoryDays = 60 };
        venue = PaperSetup.Open(market, new PaperVenueOptions(), null, new(clock, clock));
        face = new BinanceFace(venue, clock);
    }

    public void Dispose() => venue.Dispose();

    [Theory]
    [InlineData("1s", "2024-01-10T07:05:30", "2024-01-10T07:05:29")]
    [InlineData("1m", "2024-01-10T07:05:00", "2024-01-10T07:04:00")]
    [InlineData("3m", "2024-01-10T07:03:00", "2024-01-10T07:00:00")]
    [InlineData("15m", "2024-01-10T07:00:00", "2024-01-10T06:45:00")]
    [InlineData("1h", "2024-01-10T07:00:00", "2024-01-10T06:00:00")]
    [InlineData("6h", "2024-01-10T06:00:00", "2024-01-10T00:00:00")]
    [InlineData("1d", "2024-01-10T00:00:00", "2024-01-09T00:00:00")]
    [InlineData("1w", "2024-01-08T00:00:00", "2024-01-01T00:00:00")]
    [InlineData("1M", "2024-01-01T00:00:00", "2023-12-01T00:00:00")]
    public async Task The_open_candle_comes_last_and_begins_where_its_calendar_says(
        string interval, string open, string before)
    {
        JsonElement[] candles = await ReadAsync($"interval={interval}&limit=2");

        Start(candles[1]).ShouldBe(Ms(open));
        Start(candles[0]).ShouldBe(Ms(before));
        candles[0][6].GetInt64().ShouldBe(Ms(open) - 1);
        candles[1][6].GetInt64().ShouldBeGreaterThan(clock.GetUtcNow().ToUnixTimeMilliseconds());
    }

    [Theory]
    [InlineData("1s", "1m", 60)]
    [InlineData("1m", "5m", 5)]
    [InlineData("5m", "1h", 12)]
    [InlineData("1h", "1d", 24)]
    [InlineData("1d", "1w", 7)]
    public async Task A_longer_candle_is_made_of_the_shorter_ones_in_it(string brief, string lengthy, int count)
    {
        JsonElement whole = (await ReadAsync($"interval={lengthy}&limit=2"))[0];
        JsonElement[] parts = await ReadAsync($"interval={brief}&startTime={Start(whole)}&limit={count}");

        parts.Length.ShouldBe(count);
        Start(parts[0]).ShouldBe(Start(whole));
        Price(whole, 1).ShouldBe(Price(parts[0], 1));
        Price(whole, 2).ShouldBe(parts.Max(part => Price(part, 2)));
        Price(whole, 3).ShouldBe(parts.Min(part => Price(part, 3)));
        Price(whole, 4).ShouldBe(Price(parts[^1], 4));
    }

    // A day before, when the price of each minute was another: no more seconds are made than are asked for.
    [Fact]
    public async Task Seconds_of_the_past_go_over_minutes_and_end_with_their_number()
    {
        long from = Ms("2024-01-09T07:04:58");
        JsonElement[] seconds = await ReadAsync($"interval=1s&startTime={from}&limit=4");
        JsonElement[] minutes = await ReadAsync($"interval=1m&startTime={from - 58_000}&limit=2");

        seconds.Select(Start).ShouldBe([from, from + 1000, from + 2000, from + 3000]);
        seconds.Select(second => Price(second, 4)).ShouldBe(
            [Price(minutes[0], 4), Price(minutes[0], 4), Price(minutes[1], 4), Price(minutes[1], 4)]);
        seconds[0][6].GetInt64().ShouldBe(from + 999);
    }

    [Fact]
    public async Task Times_bound_when_candles_begin()
    {
        long from = Ms("2024-01-10T03:00:00");
        (await ReadAsync($"interval=1h&startTime={from}&endTime={from + (2 * 3_600_000)}")).Select(Start)
            .ShouldBe([from, from + 3_600_000, from + (2 * 3_600_000)]);
        (await ReadAsync($"interval=1h&startTime={from + 1}&limit=1")).Select(Start).ShouldBe([from + 3_600_000]);
        (await ReadAsync($"interval=1h&endTime={from}&limit=2")).Select(Start).ShouldBe([from - 3_600_000, from]);
        (await ReadAsync($"interval=1h&startTime={from + 86_400_000}")).ShouldBeEmpty();
    }

    private async Task<JsonElement[]> ReadAsync(string query)
    {
        FaceAnswer answer = await face.HandleAsync(
            new FaceRequest("GET", "/api/v3/klines", $"symbol=BTCUSDC&{query}", "", ""),
            TestContext.Current.CancellationToken);
        return [.. JsonDocument.Parse(answer.ShouldBeOfType<FaceAnswer.Reply>().Body).RootElement.EnumerateArray()];
    }

    private static long Start(JsonElement candle) => candle[0].GetInt64();

    private static decimal Price(JsonElement candle, int index) => CanonicalDecimal.Parse(candle[index].GetString()!);

    private static long Ms(string at) => DateTimeOffset.Parse(
        at, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal)
        .ToUnixTimeMilliseconds();
}
