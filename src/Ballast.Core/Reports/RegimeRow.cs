namespace Ballast.Core.Reports;

/// <summary>One row on the days of one kind of market; fractions, NaN where there are too few days.</summary>
public sealed record RegimeRow
{
    /// <summary>The row.</summary>
    public required string Name { get; init; }

    /// <summary>The growth of those days alone, compounded to a year of them.</summary>
    public required double PerYear { get; init; }

    /// <summary>Standard deviation of those days' returns, scaled to a year.</summary>
    public required double Volatility { get; init; }

    /// <summary>Growth less that of the row <c>hold</c> on the same days.</summary>
    public required double OverHolding { get; init; }
}
