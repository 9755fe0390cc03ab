using Ballast.Core.Amounts;
using Ballast.Core.Markets;

namespace Ballast.Core.Reports;

/// <summary>Expected against realised price over many trades, fees apart. All amounts in the portfolio's quote
/// currency at the prices of each trade's moment.</summary>
public sealed record ExecutionTally
{
    /// <summary>Nothing traded yet.</summary>
    public static ExecutionTally None { get; } = new();

    /// <summary>Orders that filled at least in part.</summary>
    public int Orders { get; init; }

    /// <summary>Fills that venues reported, each once.</summary>
    public int Trades { get; init; }

    /// <summary>Sum of size times realised price.</summary>
    public Money Notional { get; init; }

    /// <summary>Sum of size times the price that the plan expected.</summary>
    public Money Expected { get; init; }

    /// <summary>What was paid more, or got less, than expected; below zero it went better.</summary>
    public Money Slippage { get; init; }

    /// <summary>What was charged; fees in an asset that had no price are not in it.</summary>
    public Money Fees { get; init; }

    /// <summary>How many trades were charged in an asset that had no price.</summary>
    public int UnpricedFees { get; init; }

    /// <summary>The trade that went worst, in basis points of its expected price; above zero is worse than expected,
    /// <see langword="null"/> before the first trade.</summary>
    public decimal? WorstBps { get; init; }

    /// <summary>Slippage in basis points of the expected notional, so that large trades count more;
    /// <see langword="null"/> before the first trade.</summary>
    public decimal? MeanBps => Expected.IsZero ? null : Slippage.Value * 10_000m / Expected.Value;

    /// <summary>Fees in basis points of the traded notional; <see langword="null"/> before the first trade.</summary>
    public decimal? FeeBps => Notional.IsZero ? null : Fees.Value * 10_000m / Notional.Value;

    /// <summary>With one more trade.</summary>
    public ExecutionTally With(ExecutedTrade trade)
    {
        Money realised = trade.Size * trade.Price;
        Money expected = trade.Size * trade.Expected;
        Money worse = trade.Side == TradeSide.Buy ? realised - expected : expected - realised;
        decimal? bps = expected.IsZero ? null : worse.Value * 10_000m / expected.Value;
        return this with
        {
            Trades = Trades + 1,
            Notional = Notional + realised,
            Expected = Expected + expected,
            Slippage = Slippage + worse,
            Fees = Fees + (trade.Fee ?? Money.Zero),
            UnpricedFees = UnpricedFees + (trade.Fee is null ? 1 : 0),
            WorstBps = Worse(WorstBps, bps),
        };
    }

    /// <summary>Both together.</summary>
    public static ExecutionTally operator +(ExecutionTally left, ExecutionTally right) => new()
    {
        Orders = left.Orders + right.Orders,
        Trades = left.Trades + right.Trades,
        Notional = left.Notional + right.Notional,
        Expected = left.Expected + right.Expected,
        Slippage = left.Slippage + right.Slippage,
        Fees = left.Fees + right.Fees,
        UnpricedFees = left.UnpricedFees + right.UnpricedFees,
        WorstBps = Worse(left.WorstBps, right.WorstBps),
    };

    private static decimal? Worse(decimal? left, decimal? right) =>
        left is { } a && right is { } b ? Math.Max(a, b) : left ?? right;
}
