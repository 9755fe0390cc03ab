using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Reports;

namespace Ballast.Core.Tests.Reports;

/// <summary>By hand.</summary>
public sealed class ExecutionTallyTests
{
    [Fact]
    public void Nothing_traded_has_no_price_difference()
    {
        ExecutionTally.None.MeanBps.ShouldBeNull();
        ExecutionTally.None.WorstBps.ShouldBeNull();
        ExecutionTally.None.FeeBps.ShouldBeNull();
    }

    /// <summary>Bought 10 for 101 that were expected at 100 (100 bp worse, 10 lost), sold 10 for 300 that were
    /// expected at 299 (33 bp better, 10 gained): nothing lost in all, although the plain mean is 33 bp.</summary>
    [Fact]
    public void The_mean_counts_large_trades_more_and_a_better_price_against_a_worse_one()
    {
        ExecutionTally tally = ExecutionTally.None
            .With(Trade(TradeSide.Buy, 101m, 100m, 1m))
            .With(Trade(TradeSide.Sell, 300m, 299m, 3m));
        tally.Trades.ShouldBe(2);
        tally.Notional.ShouldBe(new Money(4_010m));
        tally.Expected.ShouldBe(new Money(3_990m));
        tally.Slippage.ShouldBe(Money.Zero);
        tally.MeanBps.ShouldBe(0m);
        tally.WorstBps.ShouldBe(100m);
        tally.Fees.ShouldBe(new Money(4m));
        tally.FeeBps!.Value.ShouldBe(40_000m / 4_010m);
    }

    [Fact]
    public void Of_trades_that_all_went_well_the_worst_is_the_least_good()
    {
        ExecutionTally tally = ExecutionTally.None
            .With(Trade(TradeSide.Buy, 98m, 100m, 0m)).With(Trade(TradeSide.Buy, 99m, 100m, 0m));
        tally.WorstBps.ShouldBe(-100m);
        tally.MeanBps.ShouldBe(-150m);
    }

    [Fact]
    public void A_fee_in_an_asset_without_a_price_is_counted_and_not_guessed()
    {
        ExecutionTally tally = ExecutionTally.None.With(Trade(TradeSide.Buy, 100m, 100m, null));
        tally.UnpricedFees.ShouldBe(1);
        tally.Fees.ShouldBe(Money.Zero);
    }

    [Fact]
    public void Two_accounts_add_up_to_their_venue()
    {
        ExecutionTally one = ExecutionTally.None.With(Trade(TradeSide.Buy, 101m, 100m, 1m)) with { Orders = 1 };
        ExecutionTally other = ExecutionTally.None.With(Trade(TradeSide.Sell, 99m, 100m, 2m)) with { Orders = 1 };
        ExecutionTally both = one + other;
        ExecutionTally together = other.With(Trade(TradeSide.Buy, 101m, 100m, 1m)) with { Orders = 2 };
        both.ShouldBe(together);
        (one + ExecutionTally.None).ShouldBe(one);
        both.MeanBps.ShouldBe(100m);
    }

    private static ExecutedTrade Trade(TradeSide side, decimal price, decimal expected, decimal? fee) => new()
    {
        Side = side,
        Size = new Quantity(10m),
        Price = new Price(price),
        Expected = new Price(expected),
        Fee = fee is { } charged ? new Money(charged) : null,
    };
}
