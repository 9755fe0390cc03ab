namespace Ballast.Core.Planning.Across;

/// <summary>
/// Which lane takes how much of each leg. A leg is what one asset should gain or lose; a lane is one way to trade it,
/// paid from or into one pool of cash. What is looked for costs least in all, and then takes the fewest orders; a leg
/// is carried out as far as lanes and cash allow, to within one lot.
/// </summary>
internal sealed class SplitProblem
{
    /// <summary>As a fraction of the unit: what one order more has to save. Below it fewer orders are better.</summary>
    public const decimal OrderWorth = 1e-6m;

    /// <summary>As a fraction of a value: what the next lane in order is dearer by, where both cost the same.</summary>
    public const decimal LaterLane = 1e-13m;

    /// <summary>
    /// What each leg is worth in the portfolio's quote currency, above zero; sales and purchases alike.
    /// </summary>
    public required IReadOnlyList<SplitLeg> Legs { get; init; }

    /// <summary>The lanes, those of one leg in the order in which they are preferred where all else is equal.</summary>
    public required IReadOnlyList<SplitLane> Lanes { get; init; }

    /// <summary>What each pool may spend before any sale; below zero where sales have to bring it what it owes.
    /// </summary>
    public required IReadOnlyList<decimal> Cash { get; init; }

    /// <summary>The portfolio's value: amounts are small or large against it.</summary>
    public required decimal Unit { get; init; }
}

/// <summary>What one asset should gain or lose.</summary>
/// <param name="Side">Sale or purchase.</param>
/// <param name="Wanted">Its value, above zero.</param>
internal sealed record SplitLeg(Markets.TradeSide Side, decimal Wanted);

/// <summary>One way to trade a leg.</summary>
internal sealed record SplitLane
{
    /// <summary>Index of the leg.</summary>
    public required int Leg { get; init; }

    /// <summary>Index of the pool that pays, or is paid.</summary>
    public required int Pool { get; init; }

    /// <summary>The least value that it takes, if it takes any.</summary>
    public required decimal Least { get; init; }

    /// <summary>The most that it takes.</summary>
    public required decimal Most { get; init; }

    /// <summary>Value of one lot; zero where every size is allowed.</summary>
    public required decimal Lot { get; init; }

    /// <summary>Cost of an order whatever its size.</summary>
    public required decimal Fixed { get; init; }

    /// <summary>What each further part costs, the cheapest first.</summary>
    public required IReadOnlyList<SplitStep> Steps { get; init; }
}

/// <summary>A part of a lane over which each unit of value costs the same.</summary>
/// <param name="Width">How much value it holds.</param>
/// <param name="Rate">Cost per value, not below the step before.</param>
/// <param name="Cash">Cash per value: what a purchase takes from its pool at worst, or a sale brings at least.</param>
internal readonly record struct SplitStep(decimal Width, decimal Rate, decimal Cash);

/// <summary>What each lane takes.</summary>
/// <param name="Taken">Value by lane, whole lots.</param>
/// <param name="Cost">What is minimised: costs, what is left of legs, and a trifle for every order.</param>
/// <param name="IsProven">Whether the search went to its end: nothing cheaper exists.</param>
internal sealed record SplitAnswer(IReadOnlyList<decimal> Taken, decimal Cost, bool IsProven);
