using System.Collections.Immutable;
using System.Diagnostics;
using Ballast.Core.Policies;
using Ballast.Core.Simulation;

namespace Ballast.Core.Reports;

/// <summary>
/// A policy beside hold, daily, monthly and a plain 5-point band of the same targets, costs and bars, all simulated
/// by the same decision.
/// </summary>
public static class BacktestComparison
{
    /// <summary>Runs the policy and its benchmarks.</summary>
    /// <param name="request">Policy, prices and conventions.</param>
    /// <param name="progress">Told the fraction done, 0 to 1.</param>
    public static ComparisonOutcome Run(BacktestRequest request, IProgress<double> progress)
    {
        ImmutableArray<(string Name, Policy Policy)> benchmarks = request.Flows.IsEmpty
            ? BenchmarkPolicies.Of(request.Policy)
            : BenchmarkPolicies.WithFlows(request.Policy);
        int parts = benchmarks.Length + 1;
        switch (Backtest.Run(request, new Part(progress, 0, parts)))
        {
            case BacktestOutcome.Refused refused:
                return new ComparisonOutcome.Refused(refused.Why);
            case BacktestOutcome.Completed tested:
                var runs = ImmutableArray.CreateBuilder<(string Name, Policy Policy, BacktestRun Run)>(parts);
                runs.Add((request.Policy.Portfolio.Value, request.Policy, tested.Run));
                BacktestRequest same = request with { From = tested.Run.Instants[0], Policy = benchmarks[0].Policy };
                PriceGrid grid = PriceGrid.Of(same.Prices, same.Policy, same.From);
                foreach ((string name, Policy policy) in benchmarks)
                {
                    var part = new Part(progress, runs.Count, parts);
                    runs.Add((name, policy, Benchmark(same with { Policy = policy }, grid, part)));
                }

                return new ComparisonOutcome.Compared(Measure(request, runs.MoveToImmutable()));
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>
    /// The bars of the policy under test are the benchmark's too: it starts where that one could. The benchmarks have
    /// the same assets, so that one grid of prices serves them all.
    /// </summary>
    private static BacktestRun Benchmark(BacktestRequest request, PriceGrid grid, Part progress) =>
        Backtest.Walk(request, grid, progress) switch
        {
            BacktestOutcome.Completed completed => completed.Run,
            BacktestOutcome.Refused refused => throw new InvalidOperationException(refused.Why.ToString()),
            _ => throw new UnreachableException(),
        };

    private static ImmutableArray<BacktestResult> Measure(
        BacktestRequest request, ImmutableArray<(string Name, Policy Policy, BacktestRun Run)> runs)
    {
        BacktestRun hold = runs.Skip(1).First(run => run.Name == BenchmarkPolicies.Hold).Run;
        double holdPerYear = BacktestMeasures.PerYearOf(hold);
        double[] mix = ConstantMix.Returns(request, runs[0].Run.Instants);
        return [.. runs.Select(run => ResultOf(run, mix, holdPerYear))];
    }

    private static BacktestResult ResultOf(
        (string Name, Policy Policy, BacktestRun Run) run, double[] mix, double holdPerYear)
    {
        BacktestMeasures measures = BacktestMeasures.Of(run.Run, mix, holdPerYear);
        return new BacktestResult
        {
            Name = run.Name,
            Run = run.Run,
            Measures = measures,
            Advice = BacktestAdvice.Of(measures, run.Policy),
        };
    }

    private sealed class Part(IProgress<double> whole, int index, int parts) : IProgress<double>
    {
        public void Report(double value) => whole.Report((index + value) / parts);
    }
}
