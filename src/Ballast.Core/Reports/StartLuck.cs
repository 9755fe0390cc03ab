using System.Collections.Immutable;
using Ballast.Core.Policies;
using Ballast.Core.Simulation;
using Ballast.Numerics.Measures;
using NodaTime;

namespace Ballast.Core.Reports;

/// <summary>
/// What a policy owes to the day it began (timing luck: Hoffstein, Faber and Braun 2019). It is begun on successive
/// days, its calendar and its checks moved along with it, and measured over the days that all starts share.
/// </summary>
public sealed record StartLuck
{
    /// <summary>The shared range begins here.</summary>
    public required Instant MeasuredFrom { get; init; }

    /// <summary>Compound returns per year.</summary>
    public required StartDispersion PerYear { get; init; }

    /// <summary>Compound returns per year less those of holding from the same start.</summary>
    public required StartDispersion OverHolding { get; init; }

    /// <summary>Begins a policy on successive days.</summary>
    /// <param name="request">As it was compared; its range begins where the first start does.</param>
    /// <param name="first">The first start: the first bar of the compared run.</param>
    /// <param name="starts">How many, at least two.</param>
    /// <returns><see langword="null"/> where the range leaves no day after the last start, or a start cannot be
    /// simulated.</returns>
    public static StartLuck? Of(BacktestRequest request, Instant first, int starts)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(starts, 2);
        var day = Duration.FromDays(1);
        Duration step = request.Prices.BarLength > day ? request.Prices.BarLength : day;
        Instant from = first + (step * (starts - 1));
        Policy hold = (request.Flows.IsEmpty
            ? BenchmarkPolicies.Of(request.Policy)
            : BenchmarkPolicies.WithFlows(request.Policy))[0].Policy;
        var own = new double[starts];
        var over = new double[starts];
        for (int k = 0; k < starts; k++)
        {
            BacktestRequest later = Later(request with { From = first }, step * k);
            Instant measured = from - (step * k);
            if (GrowthOf(later, measured) is not { } grown
                || GrowthOf(later with { Policy = hold }, measured) is not { } held)
            {
                return null;
            }

            (own[k], over[k]) = (grown, grown - held);
        }

        return new StartLuck
        {
            MeasuredFrom = from,
            PerYear = StartDispersion.Of(own),
            OverHolding = StartDispersion.Of(over),
        };
    }

    /// <summary>
    /// The same policy begun later, seen by a clock that runs as much behind: on it the start, the calendar and the
    /// checks keep their times, and the prices come earlier.
    /// </summary>
    private static BacktestRequest Later(BacktestRequest request, Duration delay) => request with
    {
        Prices = request.Prices.Moved(-delay),
        To = request.To == Instant.MaxValue ? request.To : request.To - delay,
        Flows = [.. request.Flows.Select(flow => flow with { At = flow.At - delay })],
        Detail = RunDetail.Totals,
    };

    private static double? GrowthOf(BacktestRequest request, Instant from)
    {
        if (Backtest.Run(request) is not BacktestOutcome.Completed { Run: var run })
        {
            return null;
        }

        int bar = run.Instants.BinarySearch(from);
        bar = bar < 0 ? ~bar : bar;
        double[] index = new ValueSeries(run).Index;
        return bar >= index.Length - 1 || index[bar] <= 0.0
            ? null
            : Returns.PerYear(index[^1] / index[bar], (run.Instants[^1] - run.Instants[bar]).TotalDays / 365.0);
    }
}
