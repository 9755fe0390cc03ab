using System.Collections.Immutable;
using Ballast.Core.Reports;

namespace Ballast.Cli.Reports;

/// <summary>What a comparison owes to its days, its start and its markets.</summary>
internal sealed record LuckFindings
{
    /// <summary>Resampled histories; <see langword="null"/> where there are too few days.</summary>
    public required ComparisonUncertainty? Uncertainty { get; init; }

    /// <summary>Kinds of market; empty where there are too few days.</summary>
    public required ImmutableArray<RegimeResult> Regimes { get; init; }

    /// <summary>Other starts; <see langword="null"/> where nobody asked, or the range is too short.</summary>
    public required StartLuck? Starts { get; init; }

    /// <summary>Looks for all of it.</summary>
    /// <param name="request">What was compared.</param>
    /// <param name="results">What came of it.</param>
    /// <param name="starts">How many starts to try; none below two.</param>
    public static LuckFindings Of(
        ComparisonRequest request, ImmutableArray<BacktestResult> results, int starts) => new()
        {
            Uncertainty = ComparisonUncertainty.Of(results),
            Regimes = RegimeSplit.Of(results),
            Starts = starts < 2 ? null : StartLuck.Of(request.Tested, results[0].Run.Instants[0], starts),
        };
}
