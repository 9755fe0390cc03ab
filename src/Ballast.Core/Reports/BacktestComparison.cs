using System.Collections.Immutable;
using System.Diagnostics;
using Ballast.Core.Policies;
using Ballast.Core.Simulation;
using NodaTime;

namespace Ballast.Core.Reports;

/// <summary>
/// A policy beside others that somebody names, and beside hold, daily, monthly and a plain 5-point band of its own
/// targets and costs, all over the same bars and simulated by the same decision; the costless constant mix last.
/// </summary>
public static class BacktestComparison
{
    /// <summary>Runs a policy and its benchmarks.</summary>
    /// <param name="request">Policy, prices and conventions.</param>
    /// <param name="progress">Told the fraction done, 0 to 1.</param>
    public static ComparisonOutcome Run(BacktestRequest request, IProgress<double> progress) =>
        Run(new ComparisonRequest { Tested = request }, progress);

    /// <summary>Runs a policy, others and the benchmarks of the first.</summary>
    /// <param name="request">Policies, prices and conventions.</param>
    /// <param name="progress">Told the fraction done, 0 to 1.</param>
    public static ComparisonOutcome Run(ComparisonRequest request, IProgress<double> progress)
    {
        if (Refusal(request) is { } why)
        {
            return new ComparisonOutcome.Refused(why);
        }

        BacktestRequest tested = request.Tested;
        ImmutableArray<NamedPolicy> benchmarks = tested.Flows.IsEmpty
            ? BenchmarkPolicies.Of(tested.Policy)
            : BenchmarkPolicies.WithFlows(tested.Policy);
        (BacktestRequest common, Reason? late) = OnCommonBars(request);
        var rows = ImmutableArray.CreateBuilder<Row>();
        var whole = new Parts(progress, 1 + request.Others.Length + benchmarks.Length);
        var named = new NamedPolicy(tested.Policy.Portfolio.Value, tested.Policy);
        foreach ((int index, NamedPolicy one) in request.Others.Prepend(named).Index())
        {
            switch (Backtest.Run(common with { Policy = one.Policy }, whole.Next()))
            {
                case BacktestOutcome.Refused refused:
                    return new ComparisonOutcome.Refused(refused.Why);
                case BacktestOutcome.Completed completed:
                    BacktestRun run = completed.Run with { LateStart = completed.Run.LateStart ?? late };
                    rows.Add(new Row(one, index == 0 ? ResultRole.Tested : ResultRole.Other, run));
                    break;
            }
        }

        BacktestRequest same = common with { From = rows[0].Run.Instants[0], Detail = RunDetail.Totals };
        PriceGrid grid = PriceGrid.Of(same.Prices, benchmarks[0].Policy, same.From);
        foreach (NamedPolicy one in benchmarks)
        {
            BacktestRun run = Certain(same with { Policy = one.Policy }, grid, whole.Next());
            rows.Add(new Row(one, ResultRole.Benchmark, run));
        }

        return new ComparisonOutcome.Compared(Measure(same, rows.ToImmutable()));
    }

    private static Reason? Refusal(ComparisonRequest request)
    {
        if (Backtest.Refusal(request.Tested) is { } own)
        {
            return own;
        }

        foreach (NamedPolicy other in request.Others)
        {
            if (other.Policy.Quote != request.Tested.Policy.Quote)
            {
                return new Reason(
                    "quote-differs",
                    $"{other.Name} counts in {other.Policy.Quote} and not in {request.Tested.Policy.Quote}: "
                    + "their values cannot be compared");
            }

            if (Backtest.Refusal(request.Tested with { Policy = other.Policy }) is { } why)
            {
                return new Reason(why.Code, $"{other.Name}: {why.Sentence}");
            }
        }

        return null;
    }

    /// <summary>
    /// Every policy starts where the last of them can: otherwise the first would be measured over days that another
    /// never saw.
    /// </summary>
    private static (BacktestRequest Request, Reason? Late) OnCommonBars(ComparisonRequest request)
    {
        BacktestRequest tested = request.Tested;
        if (request.Others.IsEmpty || StartOf(tested) is not { } own)
        {
            return (tested, null);
        }

        Instant start = own;
        string last = "";

        // Where one may start another may have a gap: on to the first bar that all of them have.
        for (Instant before = Instant.MinValue; before != start;)
        {
            before = start;
            foreach (NamedPolicy one in request.Others.Append(new NamedPolicy("the policy itself", tested.Policy)))
            {
                if (StartOf(tested with { Policy = one.Policy, From = start }) is { } later && later > start)
                {
                    (last, start) = (one.Name, later);
                }
            }
        }

        return start == own
            ? (tested, null)
            : (tested with { From = start }, new Reason(
                "late-start", $"starts {start} and not {own}: {last} cannot start before"));
    }

    private static Instant? StartOf(BacktestRequest request)
    {
        PriceGrid grid = PriceGrid.Of(request.Prices, request.Policy, request.From);
        return Backtest.RowsOf(request, grid) is RowRange.Rows rows ? grid.At(rows.First) : null;
    }

    private static BacktestRun Certain(BacktestRequest request, PriceGrid grid, IProgress<double> progress) =>
        Backtest.Walk(request, grid, progress) switch
        {
            BacktestOutcome.Completed completed => completed.Run,
            BacktestOutcome.Refused refused => throw new InvalidOperationException(refused.Why.ToString()),
            _ => throw new UnreachableException(),
        };

    private static ImmutableArray<BacktestResult> Measure(BacktestRequest request, ImmutableArray<Row> rows)
    {
        BacktestRun hold = rows.First(row => row.Role == ResultRole.Benchmark).Run;
        BacktestRun mix = MixOf(request);
        double holdPerYear = BacktestMeasures.PerYearOf(hold);
        return
        [
            .. rows.Select(row => row.Role == ResultRole.Other
                ? Measured(row, MixOf(request with { Policy = row.Named.Policy }), HoldPerYear(request, row))
                : Measured(row, mix, holdPerYear)),
            Measured(
                new Row(new NamedPolicy(BenchmarkPolicies.ConstantMix, request.Policy), ResultRole.Yardstick, mix),
                mix,
                holdPerYear),
        ];
    }

    /// <summary>What holding another policy's own targets would have brought.</summary>
    private static double HoldPerYear(BacktestRequest request, Row row)
    {
        Policy policy = request.Flows.IsEmpty
            ? BenchmarkPolicies.Of(row.Named.Policy)[0].Policy
            : BenchmarkPolicies.WithFlows(row.Named.Policy)[0].Policy;
        BacktestRequest holding = request with { Policy = policy };
        PriceGrid grid = PriceGrid.Of(request.Prices, policy, request.From);
        return BacktestMeasures.PerYearOf(Certain(holding, grid, new Parts(null, 1).Next()));
    }

    private static BacktestRun MixOf(BacktestRequest request)
    {
        PriceGrid grid = PriceGrid.Of(request.Prices, request.Policy, request.From);
        return Backtest.RowsOf(request, grid) switch
        {
            RowRange.Rows rows => ConstantMix.Walk(request, grid, (rows.First, rows.Last)),
            RowRange.Refused unfit => throw new InvalidOperationException(unfit.Why.ToString()),
            _ => throw new UnreachableException(),
        };
    }

    private static BacktestResult Measured(Row row, BacktestRun mix, double holdPerYear)
    {
        BacktestMeasures measures = BacktestMeasures.Of(row.Run, new ValueSeries(mix).Returns, holdPerYear);
        return new BacktestResult
        {
            Name = row.Named.Name,
            Role = row.Role,
            Run = row.Run,
            Measures = measures,
            Advice = row.Role == ResultRole.Yardstick ? [] : BacktestAdvice.Of(measures, row.Named.Policy),
        };
    }

    private sealed record Row(NamedPolicy Named, ResultRole Role, BacktestRun Run);

    /// <summary>Several walks, one after another, as one progress.</summary>
    private sealed class Parts(IProgress<double>? whole, int count)
    {
        private int begun;

        public Part Next() => new Part(whole, begun++, count);
    }

    private sealed class Part(IProgress<double>? whole, int index, int parts) : IProgress<double>
    {
        public void Report(double value) => whole?.Report((index + value) / parts);
    }
}
