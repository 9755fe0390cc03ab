using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Decisions;
using Ballast.Core.Markets;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using NodaTime;
using static Ballast.Core.Tests.Decisions.Sketch;

namespace Ballast.Core.Tests.Portfolios;

public sealed class SnapshotBuilderTests
{
    private static readonly AccountId Cold = new("cold");
    private static readonly Asset Usdt = new("USDT");
    private static readonly Asset Junk = new("JUNK");

    [Fact]
    public void Adds_up_what_all_accounts_hold()
    {
        Policy policy = Policy(new TriggerPolicy()) with { Accounts = [Paper, Cold] };
        Observation observation = Observed(
            [Account(Paper, (Btc, 1m), (Usdc, 100m)), Account(Cold, AccountAccess.ReadOnly, (Btc, 2m))], Quote(
                Btc, 50m), Quote(Eth, 10m));

        Snapshot snapshot = Taken(policy, observation);

        // By hand: 3 BTC at 50 and 100 USDC; 1 BTC of them can be sold.
        snapshot.Value.ShouldBe(new Money(250m));
        snapshot.Positions.Select(position => position.Asset).ShouldBe([Btc, Eth, Usdc]);
        snapshot.Positions[0].Value.ShouldBe(new Money(150m));
        snapshot.Positions[0].SellableValue.ShouldBe(new Money(50m));
        snapshot.Positions[0].Lines.Select(line => line.Account).ShouldBe([Cold, Paper]);
        snapshot.Positions[1].Lines.ShouldBeEmpty();
    }

    [Fact]
    public void Values_an_equivalent_at_its_own_price_so_that_a_lost_peg_shows()
    {
        Policy policy = Policy(new TriggerPolicy()) with
        {
            Equivalents = ImmutableSortedDictionary<Asset, ImmutableArray<Asset>>.Empty.Add(Usdc, [Usdt]),
        };
        Observation observation = Observed(
            [Account(Paper, (Usdc, 100m), (Usdt, 100m))], Quote(Btc, 50m), Quote(Eth, 10m), Quote(Usdt, 0.5m));

        Position cash = Taken(policy, observation).Positions[2];

        cash.Value.ShouldBe(new Money(150m));
        cash.Lines.Select(line => line.Price.Value).ShouldBe([1m, 0.5m]);
        Refusals(policy, Observed([Account(Paper, (Usdt, 100m))], Quote(Btc, 50m), Quote(Eth, 10m)))
            .ShouldBe(["price-missing"]);
    }

    [Fact]
    public void Refuses_where_a_venue_did_not_list_its_markets()
    {
        Policy policy = Policy(new TriggerPolicy());
        Observation listed = Observed([Account(Paper, (Usdc, 100m))], Quote(Btc, 50m), Quote(Eth, 10m));
        Reason silent = new("markets-unread", "the markets could not be read");

        Refusals(policy, listed with { Catalogue = new Catalogue.Unread([silent]) }).ShouldBe(["markets-unread"]);
        Taken(policy, listed).Catalogue.ShouldBeOfType<Catalogue.Listed>();
    }

    /// <summary>2599 to 2601 were shown for a coin whose accepted price is 50: no order may rest on that.</summary>
    [Fact]
    public void Keeps_a_book_that_fits_the_accepted_price_and_says_why_it_drops_another()
    {
        VenueMarket near = Shown(Btc, 49.9m, 50.1m);
        VenueMarket far = Shown(Eth, 2599m, 2601m);
        Observation observation = Observed([Account(Paper, (Usdc, 100m))], Quote(Btc, 50m), Quote(Eth, 10m)) with
        {
            Catalogue = new Catalogue.Listed([near, far]),
        };

        Snapshot snapshot = Taken(Policy(new TriggerPolicy()), observation);

        VenueMarket[] markets = [.. snapshot.Catalogue.Of(Paper)];
        markets[0].ShouldBe(near);
        markets[1].Book.ShouldBeNull();
        markets[1].BookFault!.Code.ShouldBe("book-off-price");
        markets[1].BookFault!.Sentence.ShouldContain("2600");
    }

    [Fact]
    public void Gives_every_reason_and_not_only_the_first()
    {
        Policy policy = Policy(new TriggerPolicy()) with { Accounts = [Paper, Cold] };
        Observation observation = Observed(
            [new AccountReading.Unreadable(Paper, new Reason("timeout", "it did not answer"))],
            Quote(Btc, 50m) with { At = Noon - Duration.FromSeconds(61) });

        Refusals(policy, observation)
            .ShouldBe(["account-unreadable", "account-missing", "price-stale", "price-missing"]);
    }

    [Theory]
    [InlineData("0", 0, "price-zero")]
    [InlineData("2000000000000", 0, "price-absurd")]
    [InlineData("50", 61, "price-stale")]
    [InlineData("50", -2, "price-future")]
    [InlineData("62.51", 0, "price-jump")]
    [InlineData("37.49", 0, "price-jump")]
    public void Refuses_a_price_that_one_may_not_act_on(string price, int ageSeconds, string code)
    {
        PriceQuote quote =
            Quote(Btc, CanonicalDecimal.Parse(price)) with { At = Noon - Duration.FromSeconds(ageSeconds) };

        Refusals(Policy(new TriggerPolicy()), Observed([Account(Paper, (Btc, 1m))], quote, Quote(Eth, 10m)))
            .ShouldBe([code]);
    }

    /// <summary>By hand: a quarter of 50 is 12.5.</summary>
    [Theory]
    [InlineData("62.5")]
    [InlineData("37.5")]
    public void Accepts_a_jump_up_to_the_limit(string price) =>
        Taken(Policy(new TriggerPolicy()), Observed([], Quote(Btc, CanonicalDecimal.Parse(price)), Quote(Eth, 10m)) with
        {
            Accounts = [Account(Paper, (Btc, 1m))],
        }).Value.Value.ShouldBe(CanonicalDecimal.Parse(price));

    [Fact]
    public void Believes_a_jump_that_a_second_source_confirms_and_not_one_it_denies()
    {
        Policy policy = Policy(new TriggerPolicy());
        AccountReading account = Account(Paper, (Btc, 1m));

        Taken(
            policy, Observed([account], Quote(Btc, 25m), Quote(Btc, 25.4m) with { Source = "other" }, Quote(Eth, 10m)))
            .Value.ShouldBe(new Money(25.4m), "equally late: the first by name");
        Refusals(policy, Observed([account], Quote(Btc, 25m), Quote(Btc, 25m), Quote(Eth, 10m)))
            .ShouldBe(["price-jump"]);
        Refusals(
            policy, Observed([account], Quote(Btc, 25m), Quote(Btc, 30m) with { Source = "other" }, Quote(Eth, 10m)))
            .ShouldBe(["price-jump"]);
    }

    [Fact]
    public void One_wild_source_does_not_stop_an_asset_that_another_prices_plausibly()
    {
        Observation observation = Observed(
            [Account(Paper, (Btc, 1m))], Quote(Btc, 500m), Quote(Btc, 51m) with { Source = "other" }, Quote(Eth, 10m));

        Taken(Policy(new TriggerPolicy()), observation).Value.ShouldBe(new Money(51m));
    }

    [Fact]
    public void Two_sources_that_disagree_at_first_sight_are_both_doubted() =>
        SnapshotBuilder.Take(
                Policy(new TriggerPolicy()),
                Observed([Account(Paper)], Quote(Btc, 50m), Quote(Btc, 60m) with { Source = "other" }, Quote(Eth, 10m)),
                PolicyMemory.Fresh,
                Noon)
            .ShouldBeOfType<SnapshotOutcome.Refused>().Why.Single().Code.ShouldBe("sources-disagree");

    [Fact]
    public void Untracked_holdings_without_a_price_stand_in_nobodys_way()
    {
        Observation observation =
            Observed([Account(Paper, (Btc, 1m), (Junk, 1_000_000_000_000_000m))], Quote(Btc, 50m), Quote(Eth, 10m));

        foreach (UntrackedHoldings untracked in Enum.GetValues<UntrackedHoldings>())
        {
            Snapshot snapshot = Taken(Policy(new TriggerPolicy()) with { Untracked = untracked }, observation);
            snapshot.Value.ShouldBe(new Money(50m));
            snapshot.Untracked.Single().Asset.ShouldBe(Junk);
        }
    }

    [Fact]
    public void Untracked_holdings_to_be_sold_count_when_they_have_a_price()
    {
        Observation observation =
            Observed([Account(Paper, (Btc, 1m), (Junk, 10m))], Quote(Btc, 50m), Quote(Eth, 10m), Quote(Junk, 2m));

        Taken(Policy(new TriggerPolicy()), observation).Value.ShouldBe(new Money(50m));
        Snapshot sold = Taken(Policy(new TriggerPolicy()) with { Untracked = UntrackedHoldings.Sell }, observation);
        sold.Value.ShouldBe(new Money(70m));
        sold.Positions.Select(position => position.Asset).ShouldBe([Btc, Eth, Junk, Usdc]);
    }

    /// <summary>By hand: 3 BTC, 1 of them free on a tradable account; the owner locks 2 (2.5), so 1 (0.5) can be sold,
    /// at 50.</summary>
    [Theory]
    [InlineData("2", "50")]
    [InlineData("2.5", "25")]
    [InlineData("9", "0")]
    public void What_the_owner_locks_is_served_first_by_what_cannot_move_anyway(string locked, string sellable)
    {
        Policy policy = Policy(new TriggerPolicy()) with
        {
            Accounts = [Paper, Cold],
            Locked =
                ImmutableSortedDictionary<Asset, Quantity>.Empty.Add(Btc, new Quantity(CanonicalDecimal.Parse(locked))),
        };
        Observation observation = Observed(
            [Account(Paper, (Btc, 1m)), Account(Cold, AccountAccess.ReadOnly, (Btc, 2m))], Quote(Btc, 50m), Quote(
                Eth, 10m));

        Taken(policy, observation).Positions[0].SellableValue.Value.ShouldBe(CanonicalDecimal.Parse(sellable));
    }

    [Fact]
    public void Accepted_prices_follow_the_market_also_through_a_refusal()
    {
        Observation observation = Observed([], Quote(Btc, 60m), Quote(Eth, 40m));

        var refused = Take(Policy(new TriggerPolicy()), observation).ShouldBeOfType<SnapshotOutcome.Refused>();

        refused.AcceptedPrices.Prices[Btc].ShouldBe(new Price(60m));
        refused.AcceptedPrices.Times[Btc].ShouldBe(Noon);
        refused.AcceptedPrices.Prices[Eth].ShouldBe(new Price(10m), "a jump from 10 to 40 was not accepted");
        refused.AcceptedPrices.Doubted.ShouldBe([Eth]);
    }

    // By hand: 25 % for an hour are 50 % for four, as prices spread with the square root of time.
    [Fact]
    public void A_jump_becomes_a_move_once_enough_time_has_passed()
    {
        Policy policy = Policy(new TriggerPolicy());
        Observation observation = Observed([Account(Paper, (Btc, 1m))], Quote(Btc, 75m), Quote(Eth, 10m));

        Take(policy, observation, SeenBefore(Duration.FromHours(3))).ShouldBeOfType<SnapshotOutcome.Refused>();
        Take(policy, observation, SeenBefore(Duration.FromHours(4))).ShouldBeOfType<SnapshotOutcome.Taken>()
            .Snapshot.AcceptedPrices.Doubted.ShouldBeEmpty();
    }

    [Fact]
    public void A_symbol_that_jumped_for_more_than_a_day_is_not_believed_when_it_comes_back_either()
    {
        Policy policy = Policy(new TriggerPolicy());
        Observation back = Observed([Account(Paper, (Btc, 1m))], Quote(Btc, 50m), Quote(Eth, 10m));
        PolicyMemory doubted = SeenBefore(Duration.FromHours(25)) with { DoubtedPrices = [Btc] };

        Take(policy, back, SeenBefore(Duration.FromHours(25))).ShouldBeOfType<SnapshotOutcome.Taken>("only a gap");
        Take(policy, back, doubted).ShouldBeOfType<SnapshotOutcome.Refused>().Why.Single().Code.ShouldBe("price-jump");
        Take(policy, back, doubted.ConfirmPrice(Btc, new Price(48m), Noon)).ShouldBeOfType<SnapshotOutcome.Taken>();
        Take(policy, back, doubted.ConfirmPrice(Btc, new Price(5m), Noon))
            .ShouldBeOfType<SnapshotOutcome.Refused>("a confirmed price is no blank cheque");
    }

    [Fact]
    public void The_past_has_neither_age_nor_jumps()
    {
        Observation observation = Observed(
            [Account(Paper, (Btc, 1m))], Quote(Btc, 500m) with { At = Noon - Duration.FromDays(300) }, Quote(Eth, 10m));

        SnapshotBuilder.TakePast(Policy(new TriggerPolicy()), observation, Noon)
            .ShouldBeOfType<SnapshotOutcome.Taken>().Snapshot.AcceptedPrices.Prices.ShouldBeEmpty();
    }

    private static Snapshot Taken(Policy policy, Observation observation) =>
        Take(policy, observation).ShouldBeOfType<SnapshotOutcome.Taken>().Snapshot;

    private static List<string> Refusals(Policy policy, Observation observation) =>
        [.. Take(policy, observation).ShouldBeOfType<SnapshotOutcome.Refused>().Why.Select(why => why.Code)];

    // BTC was last seen at 50 and ETH at 10; the others never.
    private static SnapshotOutcome Take(Policy policy, Observation observation) => SnapshotBuilder.Take(
        policy,
        observation,
        PolicyMemory.Fresh with
        {
            LastPrices =
                ImmutableSortedDictionary<Asset, Price>.Empty.Add(Btc, new Price(50m)).Add(Eth, new Price(10m)),
        },
        Noon);

    private static SnapshotOutcome Take(Policy policy, Observation observation, PolicyMemory memory) =>
        SnapshotBuilder.Take(policy, observation, memory, Noon);

    private static PolicyMemory SeenBefore(Duration ago) => PolicyMemory.Fresh
        .ConfirmPrice(Btc, new Price(50m), Noon - ago).ConfirmPrice(Eth, new Price(10m), Noon - ago);

    private static Observation Observed(ImmutableArray<AccountReading> accounts, params PriceQuote[] prices) =>
        new() { At = Noon, Accounts = accounts, Prices = [.. prices], Catalogue = new Catalogue.Listed([]) };

    private static VenueMarket Shown(Asset asset, decimal bid, decimal ask) => new()
    {
        Account = Paper,
        Instrument = Instrument.Unfiltered(asset, Usdc),
        Book = new OrderBook(
            [new BookLevel(new Price(bid), new Quantity(1m))], [new BookLevel(new Price(ask), new Quantity(1m))], Noon),
    };

    private static PriceQuote Quote(Asset asset, decimal price) => new(asset, new Price(price), Noon, "paper");

    private static AccountReading.Read Account(AccountId account, params (Asset Asset, decimal Units)[] balances) =>
        Account(account, AccountAccess.Tradable, balances);

    private static AccountReading.Read Account(
        AccountId account, AccountAccess access, params (Asset Asset, decimal Units)[] balances) =>
        new(account, access,
            [.. balances.Select(held => new Balance(held.Asset, new Quantity(held.Units), Quantity.Zero))], Noon);
}
