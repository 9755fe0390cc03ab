using Ballast.Core;
using Ballast.Core.Markets;
using Ballast.Engine.Journal;
using Ballast.PaperExchange.Orders;
using Ballast.PaperExchange.Stores;
using NodaTime;

namespace Ballast.Cli.Tests.Kills;

/// <summary>What kill tests hold against the venue's record finds what it looks for: records made by hand.</summary>
public sealed class AuditTests
{
    private static readonly Instant Evening = Instant.FromUtc(2026, 1, 1, 23, 0);
    private static readonly CapTerms Terms = new(1500m, 0.05m);

    private static readonly VenueRules Rules = new("""
        { "symbols": [ { "symbol": "BTCUSDC", "filters": [
          { "filterType": "PRICE_FILTER", "minPrice": "0.01", "maxPrice": "1000000", "tickSize": "0.01" },
          { "filterType": "LOT_SIZE", "minQty": "0.001", "maxQty": "100", "stepSize": "0.001" },
          { "filterType": "MARKET_LOT_SIZE", "minQty": "0", "maxQty": "10", "stepSize": "0.001" },
          { "filterType": "NOTIONAL", "minNotional": "5", "maxNotional": "9000000" } ] } ] }
        """);

    [Theory]
    [InlineData("100.005", "1", "PRICE_FILTER")]
    [InlineData("100", "0.0015", "LOT_SIZE")]
    [InlineData("100", "101", "LOT_SIZE")]
    [InlineData("100", "0.049", "NOTIONAL")]
    public void An_order_that_breaks_a_filter_of_the_venue_is_found(string price, string size, string filter) =>
        Broken(Sent(price, size)).ShouldHaveSingleItem().ShouldContain(filter);

    [Fact]
    public void An_order_within_all_filters_and_one_that_met_none_are_left_alone()
    {
        Broken(Sent("100.01", "0.05")).ShouldBeEmpty();
        ReceivedPost refused = new(1, "paper", "a", "-1013", Evening);
        Broken(Sent("100.01", "0.05") with { Posts = [refused] }).ShouldHaveSingleItem().ShouldContain("a met");
    }

    [Fact]
    public void An_order_above_its_cap_is_found() =>
        Capped(Sent("100", "15.1")).ShouldHaveSingleItem().ShouldContain("the cap per order is 1500");

    /// <summary>Of 10,000 held a day may turn 500 over: 1,000 traded. A fifth of that more is too much.</summary>
    [Fact]
    public void A_day_above_its_cap_is_found_and_two_days_within_it_are_left_alone()
    {
        Capped(Traded(Evening, Evening)).ShouldBeEmpty();
        Capped(Traded(Evening, Evening, Evening)).ShouldHaveSingleItem().ShouldContain("600");
        Instant night = Evening + Duration.FromHours(2);
        Capped(Traded(Evening, Evening, night, night)).ShouldBeEmpty();
    }

    [Fact]
    public void Runs_in_a_row_that_sent_nothing_are_counted()
    {
        EmptyRunSeries series = new();
        foreach (int run in Enumerable.Range(1, 3))
        {
            Reason nothing = new("nothing-sent", "no order was executed");
            series.Take(new JournalEvent.RunEnded(new RunId($"core-{run}"), RunStatus.Refused, nothing));
            series.Take(new JournalEvent.RunEnded(new RunId($"core-{run}"), RunStatus.Refused, nothing));
        }

        series.Longest.ShouldBe(3);
        series.Runs.ShouldBe(3, "an end that is told again is the same run's");
    }

    private static List<string> Broken(StoredExchange record) => Found(require => Rules.Check(require, record));

    private static List<string> Capped(StoredExchange record) =>
        Found(require => CapAudit.Check(require, record, Terms));

    private static List<string> Found(Action<Action<bool, string>> check)
    {
        List<string> found = [];
        check((holds, claim) =>
        {
            if (!holds)
            {
                found.Add(claim);
            }
        });
        return found;
    }

    private static StoredExchange Sent(string price, string size) => Traded(Evening) with
    {
        Orders =
        [
            new ExchangeOrder
            {
                Id = 1,
                Account = "paper",
                ClientId = "a",
                Symbol = "BTCUSDC",
                Side = TradeSide.Buy,
                Kind = OrderKind.Limit,
                Lifetime = OrderLifetime.Ioc,
                Price = decimal.Parse(price, System.Globalization.CultureInfo.InvariantCulture),
                Size = decimal.Parse(size, System.Globalization.CultureInfo.InvariantCulture),
                QuoteSize = 0m,
                State = OrderState.Filled,
                At = Evening,
                UpdatedAt = Evening,
            },
        ],
    };

    // Purchases of four coins at 100 each, out of 10,000 at the start.
    private static StoredExchange Traded(params IReadOnlyList<Instant> at) => new()
    {
        Trades =
        [
            .. at.Select((instant, i) => new ExchangeTrade
            {
                Id = i + 1,
                OrderId = 1,
                Account = "paper",
                Symbol = "BTCUSDC",
                Side = TradeSide.Buy,
                Price = 100m,
                Size = 4m,
                Fee = 0m,
                FeeAsset = "USDC",
                IsMaker = false,
                At = instant,
            }),
        ],
        Balances =
        [
            new StoredBalance("paper", "USDC", 10_000m - (400m * at.Count), 0m),
            new StoredBalance("paper", "BTC", 4m * at.Count, 0m),
        ],
    };
}
