using System.Globalization;
using System.Text.Json;
using Ballast.Core.Markets;
using Ballast.PaperExchange.Faults;

namespace Ballast.PaperExchange.Tests.Faces.Streams;

/// <summary>
/// Depth streams against REST snapshots, kept as web-socket-streams.md ("How to manage a local order book correctly")
/// tells clients to.
/// </summary>
public sealed class DepthStreamTests : IAsyncLifetime
{
    private const string Snapshot = "/api/v3/depth?symbol=BTCUSDC&limit=100";

    private HostedRig rig = null!;

    public async ValueTask InitializeAsync() => rig = await HostedRig.StartAsync();

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    [Theory]
    [InlineData("btcusdc@depth@100ms", 1)]
    [InlineData("btcusdc@depth", 10)]
    public async Task Events_on_a_snapshot_give_the_later_snapshot_exactly(string stream, int beats)
    {
        await using StreamClient client = await rig.OpenAsync($"/ws/{stream}");
        await client.AskAsync("""{"method":"LIST_SUBSCRIPTIONS","id":0}""");
        Shake(0);
        JsonElement mine = await rig.GetAsync(Snapshot);
        SortedDictionary<decimal, decimal> bids = SideOf(mine, "bids");
        SortedDictionary<decimal, decimal> asks = SideOf(mine, "asks");
        long updateId = mine.GetProperty("lastUpdateId").GetInt64();
        long last = 0;
        for (int turn = 1; turn <= 30; turn++)
        {
            Shake(turn);
            rig.Beat(beats);
            JsonElement change = await client.NextAsync();
            (long first, long until) = (change.GetProperty("U").GetInt64(), change.GetProperty("u").GetInt64());
            if (last > 0)
            {
                first.ShouldBe(last + 1);
            }

            // The first event straddles the snapshot.
            first.ShouldBeLessThanOrEqualTo(updateId + 1);
            until.ShouldBeGreaterThan(updateId);
            Apply(bids, change.GetProperty("b"));
            Apply(asks, change.GetProperty("a"));
            JsonElement there = await rig.GetAsync(Snapshot);
            there.GetProperty("lastUpdateId").GetInt64().ShouldBe(until);
            bids.ShouldBe(SideOf(there, "bids"));
            asks.ShouldBe(SideOf(there, "asks"));
            (updateId, last) = (until, until);
        }
    }

    [Fact]
    public async Task The_top_of_the_book_comes_whole_at_once_and_when_it_changes()
    {
        await using StreamClient client = await rig.OpenAsync("/ws/btcusdc@depth5@100ms");
        JsonElement first = await client.NextAsync();
        first.GetProperty("bids").GetArrayLength().ShouldBe(5);
        rig.Beat(1);

        rig.Price(51_000m);
        rig.Beat(1);
        JsonElement next = await client.NextAsync();

        JsonElement rest = await rig.GetAsync("/api/v3/depth?symbol=BTCUSDC&limit=5");
        next.GetProperty("lastUpdateId").GetInt64()
            .ShouldBeGreaterThan(first.GetProperty("lastUpdateId").GetInt64());
        next.GetProperty("lastUpdateId").GetInt64().ShouldBe(rest.GetProperty("lastUpdateId").GetInt64());
        next.GetProperty("asks").GetRawText().ShouldBe(rest.GetProperty("asks").GetRawText());
    }

    [Fact]
    public async Task A_lost_event_shows_as_a_gap()
    {
        await using StreamClient client = await rig.OpenAsync("/ws/btcusdc@depth@100ms");
        await client.AskAsync("""{"method":"LIST_SUBSCRIPTIONS","id":0}""");
        Change(51_000m);
        JsonElement before = await client.NextAsync();
        rig.Rig.Venue.Faults.Add(
            new FaultRule { Kind = FaultKind.StreamGap, Times = 1, Text = "btcusdc@depth@100ms" });

        Change(52_000m);
        Change(53_000m);

        (await client.NextAsync()).GetProperty("U").GetInt64()
            .ShouldBeGreaterThan(before.GetProperty("u").GetInt64() + 1);
    }

    [Fact]
    public async Task Events_can_change_places_and_come_twice()
    {
        await using StreamClient client = await rig.OpenAsync("/ws/btcusdc@depth@100ms");
        await client.AskAsync("""{"method":"LIST_SUBSCRIPTIONS","id":0}""");
        rig.Rig.Venue.Faults.Add(new FaultRule { Kind = FaultKind.StreamReorder, Times = 1 });
        Change(51_000m);
        Change(52_000m);
        long second = (await client.NextAsync()).GetProperty("u").GetInt64();
        (await client.NextAsync()).GetProperty("u").GetInt64().ShouldBeLessThan(second);

        rig.Rig.Venue.Faults.Add(new FaultRule { Kind = FaultKind.StreamDuplicate, Times = 1 });
        Change(53_000m);
        string once = (await client.NextAsync()).GetRawText();
        (await client.NextAsync()).GetRawText().ShouldBe(once);
    }

    [Fact]
    public async Task A_silent_stream_stays_open_and_tells_nothing()
    {
        await using StreamClient client = await rig.OpenAsync("/ws/btcusdc@depth@100ms");
        await client.AskAsync("""{"method":"LIST_SUBSCRIPTIONS","id":0}""");
        rig.Rig.Venue.Faults.Add(new FaultRule { Kind = FaultKind.StreamSilent });
        Change(51_000m);
        (await client.AskAsync("""{"method":"LIST_SUBSCRIPTIONS","id":1}"""))
            .ShouldBe("""{"result":["btcusdc@depth@100ms"],"id":1}""");

        rig.Rig.Venue.Faults.Clear();
        Change(52_000m);

        (await client.NextAsync()).GetProperty("e").GetString().ShouldBe("depthUpdate");
    }

    private void Change(decimal price)
    {
        rig.Price(price);
        rig.Beat(1);
    }

    private void Shake(int turn)
    {
        switch (turn % 3)
        {
            case 0:
                rig.Price(50_000m + turn);
                break;
            case 1:
                rig.Rig.Accept(Rig.MarketOrder(TradeSide.Buy, 0.02m));
                break;
            default:
                rig.Rig.Accept(Rig.MarketOrder(TradeSide.Sell, 0.03m));
                break;
        }
    }

    private static void Apply(SortedDictionary<decimal, decimal> side, JsonElement levels)
    {
        foreach ((decimal price, decimal size) in levels.EnumerateArray().Select(LevelOf))
        {
            side.Remove(price);
            if (size > 0m)
            {
                side.Add(price, size);
            }
        }
    }

    private static SortedDictionary<decimal, decimal> SideOf(JsonElement depth, string name) =>
        new(depth.GetProperty(name).EnumerateArray().Select(LevelOf).ToDictionary());

    private static (decimal Price, decimal Size) LevelOf(JsonElement level) => (Amount(level[0]), Amount(level[1]));

    private static decimal Amount(JsonElement text) => decimal.Parse(text.GetString()!, CultureInfo.InvariantCulture);
}
