using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;

namespace Ballast.Core.Hedging;

/// <summary>
/// What is to be done about one hedge. Closed: <see cref="Keep"/>, <see cref="Trade"/>, <see cref="Refuse"/>.
/// </summary>
/// <param name="Why">With the numbers that decided.</param>
public abstract record HedgeAdvice(Reason Why)
{
    /// <summary>What should be short, in the quote currency.</summary>
    public Money Wanted { get; init; }

    /// <summary>What is short, at the venue's mark.</summary>
    public Money Held { get; init; }

    /// <summary>It is as it should be.</summary>
    public sealed record Keep(Reason Why) : HedgeAdvice(Why);

    /// <summary>It should be corrected by one order.</summary>
    /// <param name="Order">The order.</param>
    /// <param name="Why">The reason.</param>
    public sealed record Trade(HedgeOrder Order, Reason Why) : HedgeAdvice(Why);

    /// <summary>It is not as it should be, and must not be corrected.</summary>
    public sealed record Refuse(Reason Why) : HedgeAdvice(Why);
}

/// <summary>One order that corrects a hedge, at the market.</summary>
public sealed record HedgeOrder
{
    /// <summary>What it does to the position.</summary>
    public required HedgeStep Step { get; init; }

    /// <summary>What it is worth at the mark, above zero.</summary>
    public required Money Notional { get; init; }

    /// <summary>What it sets aside: zero where it makes the position smaller.</summary>
    public required Money Margin { get; init; }

    /// <summary>What it is expected to cost in fees.</summary>
    public required Money Fee { get; init; }

    /// <summary>The venue's name of the position that is closed; <see langword="null"/> unless it closes one.</summary>
    public string? PositionId { get; init; }

    /// <summary>The side that it takes.</summary>
    public PositionSide Side => Step is HedgeStep.Open or HedgeStep.Add ? PositionSide.Short : PositionSide.Long;
}

/// <summary>What an order does to a hedge.</summary>
public enum HedgeStep
{
    /// <summary>Opens it.</summary>
    Open = 0,

    /// <summary>Makes it larger.</summary>
    Add = 1,

    /// <summary>Makes it smaller.</summary>
    Reduce = 2,

    /// <summary>Closes it whole.</summary>
    Close = 3,
}
