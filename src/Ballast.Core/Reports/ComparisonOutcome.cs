using System.Collections.Immutable;

namespace Ballast.Core.Reports;

/// <summary>What a comparison gave. Closed: <see cref="Compared"/> or <see cref="Refused"/>.</summary>
public abstract record ComparisonOutcome
{
    /// <summary>The policy under test first, then its benchmarks over the same bars.</summary>
    public sealed record Compared(ImmutableArray<BacktestResult> Results) : ComparisonOutcome;

    /// <summary>Policy, prices and range do not fit together.</summary>
    public sealed record Refused(Reason Why) : ComparisonOutcome;
}
