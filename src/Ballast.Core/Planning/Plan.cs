using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using NodaTime;

namespace Ballast.Core.Planning;

/// <summary>
/// A set of trades with everything it rests on. A value: the same request gives the same plan, byte for byte, and
/// <see cref="Hash"/> is the SHA-256 of its canonical JSON (RFC 8785, decimals as strings) without the hash itself.
/// </summary>
public sealed record Plan
{
    /// <summary>
    /// SHA-256, lower-case hex. Taken when first asked for, because a backtest makes thousands of plans and names none; a copy made with
    /// <c>with</c> keeps the hash it was made from.
    /// </summary>
    public string Hash
    {
        get => field ??= PlanDocument.HashOf(this);
        init;
    }

    /// <summary>Whose book this plan moves; a plan never spans two portfolios.</summary>
    public required PortfolioId Portfolio { get; init; }

    /// <summary>SHA-256 of the policy it follows.</summary>
    public required string PolicyHash { get; init; }

    /// <summary>When it was made.</summary>
    public required Instant At { get; init; }

    /// <summary>After this instant it may not be started.</summary>
    public required Instant ExpiresAt { get; init; }

    /// <summary>What made it necessary.</summary>
    public required Reason Why { get; init; }

    /// <summary>Where drifts are taken to.</summary>
    public required Destination Destination { get; init; }

    /// <summary>V before.</summary>
    public required Money ValueBefore { get; init; }

    /// <summary>V after all fills at plan prices and the orders' costs.</summary>
    public required Money ValueAfter { get; init; }

    /// <summary>Sum of the orders' costs.</summary>
    public required Money Cost { get; init; }

    /// <summary>Every position: weights before and after, target and band.</summary>
    public required ImmutableArray<PlanLine> Lines { get; init; }

    /// <summary>Sells first, then buys; each part ordered by account and market.</summary>
    public required ImmutableArray<PlannedOrder> Orders { get; init; }

    /// <summary>What one would expect an order for, and why there is none.</summary>
    public required ImmutableArray<NonOrder> NonOrders { get; init; }
}

/// <summary>One asset in a plan.</summary>
public sealed record PlanLine
{
    /// <summary>The managed asset that the line is about; equivalents are counted in it.</summary>
    public required Asset Asset { get; init; }

    /// <summary>The price the plan rests on.</summary>
    public required Price Price { get; init; }

    /// <summary>What is held before any fill, in the quote currency.</summary>
    public required Money ValueBefore { get; init; }

    /// <summary>What is held once every order is filled at plan prices and worst-case costs.</summary>
    public required Money ValueAfter { get; init; }

    /// <summary>t.</summary>
    public required Weight Target { get; init; }

    /// <summary>b.</summary>
    public required Weight Band { get; init; }

    /// <summary>w before.</summary>
    public required Weight WeightBefore { get; init; }

    /// <summary>w after.</summary>
    public required Weight WeightAfter { get; init; }
}

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
    /// The price at which it is expected to fill, in the market's quote asset: the walked book where one is known, otherwise the plan's price.
    /// </summary>
    public required Price ExpectedPrice { get; init; }

    /// <summary>
    /// The collar in the market's quote asset: never worse than this. On the tick grid, rounded to the side that allows less slippage; where no
    /// tick lies between the touch and the slippage allowed, the first tick at which it can trade at all.
    /// </summary>
    public required Price LimitPrice { get; init; }

    /// <summary>How it meets the market.</summary>
    public required ExecutionStyle Style { get; init; }

    /// <summary>Size at the expected price, in the portfolio's quote currency.</summary>
    public required Money Notional { get; init; }

    /// <summary>
    /// What it costs against plan prices by the cost model: fee, spread and impact, fixed. Where the expected price comes from a book it already
    /// holds the spread and the impact; do not add both.
    /// </summary>
    public required Money Cost { get; init; }

    /// <summary>What it costs against plan prices if all of it fills at the collar, fees included.</summary>
    public Money WorstCost { get; init; }

    /// <summary>Why this order, with the numbers.</summary>
    public required Reason Why { get; init; }
}

/// <summary>An order that was not made.</summary>
/// <param name="Asset">The asset it would have served.</param>
/// <param name="Gap">Signed value that stays unmoved: above zero should have been bought.</param>
/// <param name="Missing">What more it takes before it can move ("needs X more"); zero where size is not the
/// cause.</param>
/// <param name="Why">The cause, such as <c>below-min-notional</c>, <c>no-sell</c>, <c>depth-share</c>,
/// <c>inside-band</c>.</param>
public sealed record NonOrder(Asset Asset, Money Gap, Money Missing, Reason Why);

/// <summary>The planner's answer. Closed: <see cref="Planned"/>, <see cref="NothingToTrade"/> or
/// <see cref="Refused"/>.</summary>
public abstract record PlanOutcome
{
    /// <summary>At least one order.</summary>
    public sealed record Planned(Plan Plan) : PlanOutcome;

    /// <summary>No order is possible or needed; each missing order has its reason.</summary>
    public sealed record NothingToTrade(ImmutableArray<NonOrder> NonOrders) : PlanOutcome;

    /// <summary>The request cannot be planned for (no value, targets that cannot be met).</summary>
    public sealed record Refused(Reason Why) : PlanOutcome;
}
