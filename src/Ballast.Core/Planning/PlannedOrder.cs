using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;

namespace Ballast.Core.Planning;

/// <summary>One order of a plan, already rounded to what the market's filters allow.</summary>
public sealed record PlannedOrder
{
    /// <summary>Where it goes.</summary>
    public required AccountId Account { get; init; }

    /// <summary>The market.</summary>
    public required Instrument Instrument { get; init; }

    /// <summary>The managed asset it serves (the base asset or what it is an equivalent of).</summary>
    public required Asset Asset { get; init; }

    /// <summary>Buy or sell.</summary>
    public required TradeSide Side { get; init; }

    /// <summary>Units of the base asset, above zero, on the lot step.</summary>
    public required Quantity Size { get; init; }

    /// <summary>
    /// The price at which it is expected to fill, in the market's quote asset: the walked book where one is known,
    /// otherwise the plan's price.
    /// </summary>
    public required Price ExpectedPrice { get; init; }

    /// <summary>
    /// The collar in the market's quote asset: never worse than this. On the tick grid, rounded to the side that allows
    /// less slippage; where no
    /// tick lies between the touch and the slippage allowed, the first tick at which it can trade at all.
    /// </summary>
    public required Price LimitPrice { get; init; }

    /// <summary>How it meets the market.</summary>
    public required ExecutionStyle Style { get; init; }

    /// <summary>Size at the expected price, in the portfolio's quote currency.</summary>
    public required Money Notional { get; init; }

    /// <summary>
    /// What it costs against plan prices by the cost model: fee, spread and impact, fixed. Where the expected price
    /// comes from a book it already
    /// holds the spread and the impact; do not add both.
    /// </summary>
    public required Money Cost { get; init; }

    /// <summary>What it costs against plan prices if all of it fills at the collar, fees included.</summary>
    public Money WorstCost { get; init; }

    /// <summary>Why this order, with the numbers.</summary>
    public required Reason Why { get; init; }
}
