using System.Text.Json;
using Ballast.PaperExchange.Clocks;
using Ballast.PaperExchange.Hosting;
using Ballast.PaperExchange.Markets;
using Ballast.Testing;

namespace Ballast.PaperExchange.Tests.Faces.Streams;

/// <summary>Candles of a simulated market, whose price changes each minute, held against those of REST.</summary>
public sealed class KlineStreamTests : IAsyncLifetime
{
    private readonly ManualClock clock = new();
    private readonly HttpClient http = new();
    private PaperVenue venue = null!;
    private PaperExchangeHost host = null!;

    public async ValueTask InitializeAsync()
    {
        ExchangeClocks clocks = new(clock, clock);
        MarketChoice.Simulated market = new(AssetSpec.Usual, Rig.Usdc, 7) { HistoryDays = 2 };
        venue = PaperSetup.Open(market, new PaperVenueOptions(), null, clocks);
        host = await PaperExchangeHost.StartAsync(venue, 0, clocks);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await host.DisposeAsync();
        venue.Dispose();
    }

    [Theory]
    [InlineData("1m")]
    [InlineData("5m")]
    [InlineData("1h")]
    [InlineData("1w")]
    public async Task The_growing_candle_is_the_last_of_REST(string interval)
    {
        await using StreamClient client = await OpenAsync(interval);
        clock.Advance(TimeSpan.FromSeconds(2));

        JsonElement told = (await client.NextAsync()).GetProperty("k");

        told.GetProperty("x").GetBoolean().ShouldBeFalse();
        Words(told).ShouldBe(Words((await RestAsync(interval, 1))[0]));
    }

    [Fact]
    public async Task Every_candle_that_ends_is_told_once_as_closed_before_the_next_grows()
    {
        await using StreamClient client = await OpenAsync("5m");
        clock.Advance(TimeSpan.FromSeconds(2));
        string first = (await client.NextAsync()).GetProperty("k").GetProperty("t").GetRawText();

        // One beat tells all that ended since the last.
        clock.Jump(clock.GetUtcNow() + TimeSpan.FromMinutes(17));
        clock.Advance(TimeSpan.FromSeconds(2));
        JsonElement[] told = [await CandleAsync(client), await CandleAsync(client), await CandleAsync(client),
            await CandleAsync(client)];

        told.Select(candle => candle.GetProperty("x").GetBoolean()).ShouldBe([true, true, true, false]);
        told[0].GetProperty("t").GetRawText().ShouldBe(first);
        JsonElement[] rest = await RestAsync("5m", 4);
        told.Select(Words).ShouldBe(rest.Select(Words));
    }

    private async Task<StreamClient> OpenAsync(string interval)
    {
        StreamClient client = await StreamClient.OpenAsync(host.Address, $"/ws/btcusdc@kline_{interval}");
        await client.AskAsync("""{"method":"LIST_SUBSCRIPTIONS","id":0}""");
        return client;
    }

    private static async Task<JsonElement> CandleAsync(StreamClient client) =>
        (await client.NextAsync()).GetProperty("k");

    private async Task<JsonElement[]> RestAsync(string interval, int limit)
    {
        Uri asked = new(host.Address, $"/api/v3/klines?symbol=BTCUSDC&interval={interval}&limit={limit}");
        return [.. JsonElement.Parse(await http.GetStringAsync(asked)).EnumerateArray()];
    }

    private static string Words(JsonElement candle) => candle.ValueKind == JsonValueKind.Array
        ? $"{candle[0]} {candle[1]} {candle[2]} {candle[3]} {candle[4]} {candle[5]} {candle[6]}"
        : string.Join(' ', "tohlcvT".Select(letter => $"{candle.GetProperty($"{letter}")}"));
}
