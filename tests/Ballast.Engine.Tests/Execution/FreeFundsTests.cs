using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Decisions;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Engine.Execution;
using Ballast.Engine.Journal;
using Ballast.Engine.Ledger;
using Ballast.Engine.Loops;
using static Ballast.Engine.Tests.Execution.BookSketch;

namespace Ballast.Engine.Tests.Execution;

/// <summary>Limits of 100 USDC and fees of at most 0.1 %; every number is calculated by hand.</summary>
public sealed class FreeFundsTests
{
    private static readonly AccountId Paper = new("paper");

    [Fact]
    public void Leaves_what_live_orders_may_still_take_and_what_is_untouchable()
    {
        PortfolioBook book = Of("paper", "second")
            .Holding("paper", (Aaa, 10m), (Usdc, 1_000m)).Holding("second", (Aaa, 4m))
            .Ordering("paper", (TradeSide.Sell, Aaa, 2m), new OrderState.Acked())
            .Ordering("paper", (TradeSide.Buy, Bbb, 3m), new OrderState.Signed())
            .Ordering("second", (TradeSide.Sell, Aaa, 1m), new OrderState.Acked())
            .Ordering("paper", (TradeSide.Sell, Aaa, 5m), new OrderState.Filled());

        // 10 less 2 with their fee of 0.002; 1000 less 3 at 100 with 0.3, less 50 that are held.
        FreeFunds.Of(book, Paper, Aaa, Quantity.Zero).Value.ShouldBe(7.998m);
        FreeFunds.Of(book, Paper, Usdc, new Quantity(50m)).Value.ShouldBe(649.7m);
        FreeFunds.Of(book, new AccountId("second"), Aaa, Quantity.Zero).Value.ShouldBe(2.999m);
    }

    [Fact]
    public void Pays_at_the_limit_and_with_the_fee()
    {
        FreeFunds.Affordable(new Quantity(100.1m), new Price(100m), 0.001m).Value.ShouldBe(1m);
        FreeFunds.Affordable(new Quantity(-1m), new Price(100m), 0.001m).ShouldBe(Quantity.Zero);
        FreeFunds.Affordable(new Quantity(100m), default, 0.001m).ShouldBe(Quantity.Zero);
        FreeFunds.Affordable(new Quantity(100m), new Price(100m), -0.01m).Value.ShouldBe(1m, "a rebate may not come");
    }

    [Fact]
    public void Takes_the_higher_of_the_fees_an_order_may_be_charged()
    {
        CostPolicy costs = new() { TakerFeeBps = 10m, MakerFeeBps = 20m };
        VenueMarket market = new()
        {
            Account = Paper,
            Instrument = Instrument.Unfiltered(Aaa, Usdc),
            Fees = new FeeRates(0.003m, 0.001m),
        };

        FreeFunds.FeeRate(costs, Aaa, market).ShouldBe(0.003m);
        FreeFunds.FeeRate(costs, Aaa, market with { Fees = null }).ShouldBe(0.002m);
    }

    /// <summary>
    /// 10 AAA, of which the venue holds 1 for somebody else and a quarantined sale may still take 2.002: 6.998 are
    /// left, not 4.996.
    /// </summary>
    [Fact]
    public void Counts_what_a_quarantined_order_may_take_once()
    {
        PortfolioBook book = Of("paper").Holding("paper", (Aaa, 10m), (Usdc, 500m))
            .Ordering("paper", (TradeSide.Sell, Aaa, 2m), Stuck);
        RunContext later = Later(book, free: 9m, locked: 1m);

        Quantity held = later.HeldByOthers(Paper, Aaa);

        held.Value.ShouldBe(1m);
        FreeFunds.Of(book, Paper, Aaa, held).Value.ShouldBe(6.998m);
    }

    /// <summary>1 of 10 is free, the rest is held elsewhere: the quarantined order may take all that is free.</summary>
    [Fact]
    public void Leaves_nothing_where_a_quarantined_order_may_take_more_than_is_free()
    {
        PortfolioBook book = Of("paper").Holding("paper", (Aaa, 10m))
            .Ordering("paper", (TradeSide.Sell, Aaa, 2m), Stuck);
        RunContext later = Later(book, free: 1m, locked: 9m);

        FreeFunds.Of(book, Paper, Aaa, later.HeldByOthers(Paper, Aaa)).Sign.ShouldBeLessThanOrEqualTo(0);
    }

    // A run that begins after an order of an earlier one was quarantined; what it sees went through the lock.
    private static RunContext Later(PortfolioBook book, decimal free, decimal locked)
    {
        Observation read = new()
        {
            At = Noon,
            Accounts =
            [
                new AccountReading.Read(
                    Paper,
                    AccountAccess.Tradable,
                    [new Balance(Aaa, new Quantity(free), new Quantity(locked))],
                    Noon),
            ],
            Prices = [.. new[] { "AAA", "BBB", "CCC" }.Select(
                coin => new PriceQuote(new Asset(coin), new Price(100m), Noon, "paper"))],
            Catalogue = new Catalogue.Listed([]),
        };
        Locked seen = UnsettledLock.Apply(book, read, ImmutableHashSet<AccountId>.Empty);
        SnapshotOutcome taken = SnapshotBuilder.Take(book.Policy, seen.Observation, PolicyMemory.Fresh, Noon);
        RunRecord run = new()
        {
            Run = new RunId("core-2"),
            Sequence = 2,
            Plan = null!,
            Decision = 2,
            Actor = "ann",
            IdempotencyKey = null,
            StartedAt = Noon,
            Status = RunStatus.Running,
        };
        return new RunContext(run, taken.ShouldBeOfType<SnapshotOutcome.Taken>().Snapshot, seen.Footing);
    }
}
