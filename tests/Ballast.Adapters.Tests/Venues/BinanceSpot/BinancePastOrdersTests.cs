using System.Collections.Immutable;
using System.Globalization;
using Ballast.Adapters.Tests.Conformance;
using Ballast.Adapters.Venues;
using Ballast.Core.Orders;
using Ballast.Engine.Ports;
using Ballast.Testing;
using NodaTime;

namespace Ballast.Adapters.Tests.Venues.BinanceSpot;

/// <summary>Past orders of an exchange that lists the newest thousand, or a thousand from a number on.</summary>
public sealed class BinancePastOrdersTests : IDisposable
{
    private static readonly Duration Day = Duration.FromDays(1);

    private readonly PaperRig rig = new();
    private readonly ManualClock machine = new();
    private readonly ListedOrders exchange = new();

    public void Dispose() => rig.Dispose();

    // The newest, the proof of where a page begins, and pages from the account's first order on, to one with room.
    [Theory]
    [InlineData(3, 1)]
    [InlineData(999, 1)]
    [InlineData(1_000, 4)]
    [InlineData(2_500, 5)]
    public async Task All_since_an_instant_are_read_whatever_lies_between(int count, int requests)
    {
        Instant since = rig.Now - Duration.FromDays(400);
        Instant first = rig.Now - Duration.FromDays(4);
        exchange.Place(Enumerable.Range(1, count).Select(i => ((long)i, first + Duration.FromMinutes(i))));

        string[] orders = await ReadAsync(since);

        orders.ShouldBe(Enumerable.Range(1, count).Select(i => i.ToString(CultureInfo.InvariantCulture)));
        exchange.Asked.Count.ShouldBe(requests);
    }

    [Fact]
    public async Task What_is_older_is_left_out()
    {
        Instant since = rig.Now - Day;
        exchange.Place(Enumerable.Range(0, 1_200).Select(i => (i + 1L, since + Duration.FromMinutes(i - 1_195))));

        (await ReadAsync(since)).Length.ShouldBe(5);
        exchange.Asked.Count.ShouldBe(1, "the newest thousand reach back far enough");
    }

    // 300 orders a day for two years, of which ten days are asked for; the market's numbers are in the billions.
    [Fact]
    public async Task A_long_life_before_the_time_costs_as_many_requests_as_its_numbers_have_digits()
    {
        Instant begun = rig.Now - Duration.FromDays(730);
        Instant since = rig.Now - Duration.FromDays(10);
        exchange.Place(Enumerable.Range(0, 219_000).Select(
            i => (9_000_000_000L + (i * 17_351L), begun + Duration.FromSeconds(i * 288L))));

        (await ReadAsync(since)).Length.ShouldBe(3_000);

        // 12.8 billion are halved until a page of 1,000 orders, 17 million numbers, meets the beginning: ten times.
        exchange.Asked.Count.ShouldBeLessThanOrEqualTo(2 + 10 + 2 + 4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task No_order_of_any_history_is_hidden_whichever_end_a_page_has(int seed)
    {
        Random chance = new(seed);
        for (int round = 0; round < 6; round++)
        {
            ListedOrders listed = new() { IsNewestOfNumber = chance.Next(4) == 0 };
            listed.Place(History(chance));
            Instant since = rig.Now - (Duration.FromDays(400) * chance.NextDouble());
            string[] expected = [.. listed.All.Where(order => order.At >= since).Select(
                order => order.Id.ToString(CultureInfo.InvariantCulture))];

            switch (await ReadAsync(listed, since))
            {
                case Reading<ImmutableArray<VenueOrder>>.Known { Value: var orders }:
                    orders.Select(order => order.VenueId).ShouldBe(expected, $"seed {seed}, round {round}");
                    break;
                case Reading<ImmutableArray<VenueOrder>>.Failed { Error: var error }:
                    (listed.IsNewestOfNumber, error.Code).ShouldBe((true, "unreadable"));
                    break;
            }

            listed.Asked.Count.ShouldBeLessThan(2 + 36 + (expected.Length / 1_000) + 3, $"seed {seed}, round {round}");
        }
    }

    [Fact]
    public async Task A_long_look_goes_on_where_it_was_cut_short()
    {
        Instant since = rig.Now - Duration.FromDays(300);
        exchange.Place(Enumerable.Range(1, 9_500).Select(i => ((long)i, since + Duration.FromMinutes(i))));
        int tries = 0;
        string[] orders = [];
        while (orders.Length == 0)
        {
            tries.ShouldBeLessThan(10);
            exchange.Breaks = exchange.Asked.Count + 4;
            Reading<ImmutableArray<VenueOrder>> reading = await ReadAsync(exchange, since);
            orders = reading is Reading<ImmutableArray<VenueOrder>>.Known known
                ? [.. known.Value.Select(order => order.VenueId)]
                : [];
            tries++;
        }

        orders.ShouldBe(Enumerable.Range(1, 9_500).Select(i => i.ToString(CultureInfo.InvariantCulture)));
        tries.ShouldBe(4, "each is good for three steps after the newest, and there are a proof and ten pages");
    }

    [Fact]
    public async Task What_was_open_when_it_was_listed_a_while_ago_is_asked_for_again()
    {
        Instant since = rig.Now - Duration.FromDays(300);
        exchange.Place(Enumerable.Range(1, 2_500).Select(i => ((long)i, since + Duration.FromMinutes(i))));
        exchange.Open.Add(700);
        exchange.Breaks = 3;
        (await ReadAsync(exchange, since)).ShouldBeOfType<Reading<ImmutableArray<VenueOrder>>.Failed>();

        exchange.Open.Clear();
        exchange.Breaks = null;
        machine.Advance(TimeSpan.FromMinutes(2));

        ImmutableArray<VenueOrder> orders = (await ReadAsync(exchange, since))
            .ShouldBeOfType<Reading<ImmutableArray<VenueOrder>>.Known>().Value;
        orders.Length.ShouldBe(2_500);
        orders.ShouldAllBe(order => order.Status == VenueOrderStatus.Filled);
    }

    [Fact]
    public async Task A_look_that_rested_for_long_and_one_that_is_short_begin_anew()
    {
        Instant since = rig.Now - Duration.FromDays(300);
        exchange.Place(Enumerable.Range(1, 2_500).Select(i => ((long)i, since + Duration.FromMinutes(i))));
        exchange.Breaks = 3;
        await ReadAsync(exchange, since);
        exchange.Breaks = null;

        machine.Advance(TimeSpan.FromMinutes(11));
        exchange.Asked.Clear();
        (await ReadAsync(since)).Length.ShouldBe(2_500);

        exchange.Asked.Count.ShouldBe(5, "as at first");
    }

    // Numbers rise with time, with gaps of the other accounts' orders; some share a millisecond, some are days apart.
    private IEnumerable<(long Id, Instant At)> History(Random chance)
    {
        long id = 1 + chance.NextInt64(9_000_000_000);
        int count = chance.Next(900, 6_000);
        Instant at = rig.Now - (Duration.FromDays(500) * chance.NextDouble());
        Duration pace = (rig.Now - at) / count;
        for (int i = 0; i < count; i++)
        {
            yield return (id, at);
            id += 1 + (chance.Next(3) == 0 ? 0 : chance.NextInt64(2_000_000));
            at = Instant.Min(rig.Now, at + (chance.Next(3) == 0 ? Duration.Zero : pace * (2 * chance.NextDouble())));
        }
    }

    private async Task<string[]> ReadAsync(Instant since)
    {
        Reading<ImmutableArray<VenueOrder>> reading = await ReadAsync(exchange, since);
        return
        [
            .. reading.ShouldBeOfType<Reading<ImmutableArray<VenueOrder>>.Known>(
                (reading as Reading<ImmutableArray<VenueOrder>>.Failed)?.Error.ToString())
                .Value.Select(order => order.VenueId),
        ];
    }

    private Task<Reading<ImmutableArray<VenueOrder>>> ReadAsync(ListedOrders listed, Instant since)
    {
        listed.Client ??= CannedVenue.Reach(CannedVenue.With(listed.Answer), new VenueClocks(rig.Clock, machine), null);
        return listed.Client.Orders.ReadOrdersAsync(
            PaperRig.Account, rig.Instrument, since, TestContext.Current.CancellationToken);
    }
}
