namespace Ballast.Core.Reports;

/// <summary>How far the measures of one row could have come out otherwise.</summary>
public sealed record RowUncertainty
{
    /// <summary>The row.</summary>
    public required string Name { get; init; }

    /// <summary>Compound return per year.</summary>
    public required ResampledInterval PerYear { get; init; }

    /// <summary>Sharpe ratio per year.</summary>
    public required ResampledInterval Sharpe { get; init; }

    /// <summary>
    /// Compound return per year less that of the row <c>hold</c> over the same resampled days: zero inside says that
    /// the two cannot be told apart.
    /// </summary>
    public required ResampledInterval OverHolding { get; init; }
}
