using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ledger;
using Ballast.Engine.Loops;
using static Ballast.Engine.Tests.Execution.BookSketch;

namespace Ballast.Engine.Tests.Loops;

public sealed class UnsettledLockTests
{
    [Fact]
    public void Leaves_out_the_market_of_a_quarantined_order_and_keeps_the_others()
    {
        PortfolioBook book = Of("paper", "second").Ordering("paper", (TradeSide.Sell, Aaa, 2m), Stuck);

        Catalogue.Listed seen =
            Locked(book, Seen()).Catalogue.ShouldBeOfType<Catalogue.Listed>();

        seen.Markets.Select(market => (market.Account.Value, market.Instrument.Base.Symbol))
            .ShouldBe([("paper", "BBB"), ("second", "AAA"), ("second", "BBB")]);
    }

    /// <summary>No market left is a list without markets, and never the absence of a list.</summary>
    [Fact]
    public void Leaves_an_empty_list_where_every_market_is_quarantined()
    {
        PortfolioBook book = Of("paper");
        foreach (string account in new[] { "paper", "second" })
        {
            book = book.Ordering(account, (TradeSide.Buy, Aaa, 1m), Stuck)
                .Ordering(account, (TradeSide.Sell, Bbb, 1m), Stuck);
        }

        Locked(book, Seen()).Catalogue.ShouldBeOfType<Catalogue.Listed>().Markets.ShouldBeEmpty();
    }

    [Fact]
    public void Does_not_make_an_unread_list_out_of_nothing()
    {
        PortfolioBook book = Of("paper").Ordering("paper", (TradeSide.Sell, Aaa, 2m), Stuck);
        Observation seen = Seen() with { Catalogue = new Catalogue.Unread([new("markets-unread", "test")]) };

        Locked(book, seen).Catalogue.ShouldBeSameAs(seen.Catalogue);
    }

    [Fact]
    public void Changes_nothing_where_no_order_is_open()
    {
        PortfolioBook book = Of("paper").Ordering("paper", (TradeSide.Sell, Aaa, 2m), new OrderState.Filled());
        Observation seen = Seen();

        Locked(book, seen).ShouldBeSameAs(seen);
    }

    /// <summary>By hand: 2 AAA at a fee of at most 0.1 % are 2.002; 3 at 100 USDC with 0.1 % are 300.3 USDC.</summary>
    [Fact]
    public void Holds_the_worst_case_of_a_quarantined_order_and_never_more_than_is_free()
    {
        PortfolioBook book = Of("paper", "second")
            .Ordering("paper", (TradeSide.Sell, Aaa, 2m), Stuck)
            .Ordering("paper", (TradeSide.Buy, Bbb, 3m), Stuck);

        AccountReading.Read[] read =
            [.. Locked(book, Seen()).Accounts.Cast<AccountReading.Read>()];

        read[0].Balances.ShouldBe(
        [
            new Balance(Aaa, new Quantity(7.998m), new Quantity(3.002m)),
            new Balance(Usdc, Quantity.Zero, new Quantity(300m)),
        ]);
        read[1].Balances.ShouldBe(((AccountReading.Read)Seen().Accounts[1]).Balances, "another account's are its own");
    }

    /// <summary>
    /// The ledger has 13 AAA and 120 USDC: the venue has already taken 2 AAA and paid 180 USDC for them. Nothing more
    /// can go, and nothing that came is spent before it is booked. By hand: 13 - 2.002 - 1 locked = 9.998 of 10 free;
    /// 120 - 100 locked = 20 of 200 free.
    /// </summary>
    [Fact]
    public void Counts_what_an_open_order_has_already_done_once_and_spends_nothing_that_is_not_booked()
    {
        PortfolioBook book = Of("paper", "second").Holding("paper", (Aaa, 13m), (Usdc, 120m))
            .Ordering("paper", (TradeSide.Sell, Aaa, 2m), new OrderState.Unknown(new("timeout", "test")));

        Locked locked = UnsettledLock.Apply(book, Seen(), ImmutableHashSet<AccountId>.Empty);

        ((AccountReading.Read)locked.Observation.Accounts[0]).Balances.ShouldBe(
        [
            new Balance(Aaa, new Quantity(9.998m), new Quantity(1.002m)),
            new Balance(Usdc, new Quantity(20m), new Quantity(280m)),
        ]);
        locked.Footing.Held[(new("paper"), Aaa)].Value.ShouldBe(0.002m);
        locked.Footing.Held[(new("paper"), Usdc)].Value.ShouldBe(180m);
    }

    [Fact]
    public void Leaves_out_every_market_of_an_account_where_one_movement_at_a_time_is_under_way()
    {
        PortfolioBook book = Of("paper", "second").Holding("paper", (Aaa, 11m), (Usdc, 300m))
            .Ordering("paper", (TradeSide.Sell, Aaa, 2m), new OrderState.Unknown(new("timeout", "test")));

        Locked locked = UnsettledLock.Apply(book, Seen(), ImmutableHashSet.Create(new AccountId("paper")));

        locked.Observation.Catalogue.ShouldBeOfType<Catalogue.Listed>().Markets
            .ShouldAllBe(market => market.Account.Value == "second");
    }

    private static Observation Locked(PortfolioBook book, Observation seen) =>
        UnsettledLock.Apply(
            book.Holding("paper", (Aaa, 11m), (Usdc, 300m)).Holding("second", (Aaa, 11m), (Usdc, 300m)),
            seen,
            ImmutableHashSet<AccountId>.Empty).Observation;

    private static Observation Seen() => new()
    {
        At = Noon,
        Accounts = [Account("paper"), Account("second")],
        Prices = [],
        Catalogue = new Catalogue.Listed(
            [Market("paper", Aaa), Market("paper", Bbb), Market("second", Aaa), Market("second", Bbb)]),
    };

    private static AccountReading.Read Account(string account) => new(
        new AccountId(account),
        AccountAccess.Tradable,
        [
            new Balance(Aaa, new Quantity(10m), new Quantity(1m)),
            new Balance(Usdc, new Quantity(200m), new Quantity(100m)),
        ],
        Noon);

    private static VenueMarket Market(string account, Asset asset) =>
        new() { Account = new AccountId(account), Instrument = Instrument.Unfiltered(asset, Usdc) };
}
