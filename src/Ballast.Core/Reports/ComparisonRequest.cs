using System.Collections.Immutable;
using Ballast.Core.Simulation;

namespace Ballast.Core.Reports;

/// <summary>A policy over one price history, beside others.</summary>
public sealed record ComparisonRequest
{
    /// <summary>The policy under test, and the conventions for all rows.</summary>
    public required BacktestRequest Tested { get; init; }

    /// <summary>Other policies over the same bars; default none.</summary>
    public ImmutableArray<NamedPolicy> Others { get; init; } = [];
}
