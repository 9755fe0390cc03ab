using System.Collections.Immutable;
using Ballast.Core.Reports;

namespace Ballast.Cli.Reports;

/// <summary>Everything that a report says.</summary>
internal sealed record ReportInput
{
    /// <summary>Policies, prices and conventions.</summary>
    public required ComparisonRequest Request { get; init; }

    /// <summary>SHA-256 of the tested policy's canonical form.</summary>
    public required string PolicyHash { get; init; }

    /// <summary>The price files.</summary>
    public required ImmutableArray<PriceFingerprint> Prices { get; init; }

    /// <summary>The rows; the tested policy first, with every fill and the weights of every bar.</summary>
    public required ImmutableArray<BacktestResult> Results { get; init; }

    /// <summary>How much of it is luck.</summary>
    public required LuckFindings Luck { get; init; }

    /// <summary>The row of the policy under test.</summary>
    public BacktestResult Tested => Results[0];
}
