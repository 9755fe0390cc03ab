using Ballast.Core.Markets;

namespace Ballast.Core.Planning.Across;

/// <summary>Where every leg goes, and what stood open to it.</summary>
/// <param name="Legs">Legs in the order of the assets.</param>
/// <param name="IsProven">Whether nothing cheaper exists; otherwise it is the best that was found.</param>
internal sealed record SplitDecision(IReadOnlyList<LegDecision> Legs, bool IsProven)
{
    /// <summary>The part of all purchases that cash pays for.</summary>
    public decimal Share { get; init; } = 1m;
}

/// <summary>One leg and the ways it could go.</summary>
/// <param name="Asset">Index of the asset.</param>
/// <param name="Side">Sale or purchase.</param>
/// <param name="Wanted">Its value, above zero.</param>
internal sealed record LegDecision(int Asset, TradeSide Side, decimal Wanted)
{
    /// <summary>The ways, in the order in which they are preferred where all else is equal.</summary>
    public required IReadOnlyList<WayDecision> Ways { get; init; }

    /// <summary>What all ways take.</summary>
    public decimal Taken => Ways.Sum(way => way.Taken);
}

/// <summary>One way, how much it could take and how much it does.</summary>
/// <param name="Route">The account and its market.</param>
/// <param name="Widest">The order that would take all of the leg here, or why there can be none.</param>
internal sealed record WayDecision(TradeRoute Route, Sizing Widest)
{
    /// <summary>Whether there can be an order here.</summary>
    public bool IsOpen => Widest.Refusal is null;

    /// <summary>The most it takes of the leg.</summary>
    public decimal Reach { get; init; }

    /// <summary>The least value of an order.</summary>
    public decimal Least { get; init; }

    /// <summary>The value of one lot.</summary>
    public decimal Lot { get; init; }

    /// <summary>Costs and cash, part by part.</summary>
    public IReadOnlyList<SplitStep> Steps { get; init; } = [];

    /// <summary>The value it takes.</summary>
    public decimal Taken { get; set; }

    /// <summary>Cash that moves with a value, but for fixed costs.</summary>
    public decimal CashOf(decimal value) => Sum(value, static step => step.Cash);

    /// <summary>What a value costs here as a fraction of it, fixed costs included; for a value above zero.</summary>
    public decimal RateOf(decimal value) => (Sum(value, static step => step.Rate) + Route.Curve.Fixed) / value;

    private decimal Sum(decimal value, Func<SplitStep, decimal> per)
    {
        decimal left = value;
        decimal sum = 0m;
        foreach (SplitStep step in Steps)
        {
            decimal part = Math.Min(left, step.Width);
            sum += part * per(step);
            left -= part;
        }

        return sum;
    }
}
