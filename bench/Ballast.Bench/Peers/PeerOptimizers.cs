using System.Collections.Immutable;
using Ballast.Numerics.Linear;
using Ballast.Numerics.Moments;
using Ballast.Numerics.Optimizers;
using Ballast.Numerics.Optimizers.BlackLitterman;
using Ballast.Numerics.Optimizers.Frontier;
using Ballast.Numerics.Optimizers.RiskBudgeting;

namespace Ballast.Bench.Peers;

/// <summary>Optimizers and estimators, each asked as a user asks: inputs are checked within the time.</summary>
internal static class PeerOptimizers
{
    public static PeerWork RiskParity(PeerInputs inputs, int count)
    {
        RiskBudgetProblem problem = RiskBudgetProblem.Equal(inputs.Square($"covariance{count}"));
        return new PeerWork(Run, () => [.. ((Allocation.Solved)Run()).Weights]);

        Allocation Run() => RiskBudgetSolver.Solve(problem);
    }

    public static PeerWork Frontier(PeerInputs inputs, int count)
    {
        MeanVarianceProblem problem = Problem(inputs, count);
        return new PeerWork(Run, Answer);

        FrontierOutcome Run() => CriticalLine.Trace(problem);

        double[] Answer()
        {
            EfficientFrontier frontier = ((FrontierOutcome.Traced)Run()).Frontier;
            return
            [
                .. Enumerable.Range(0, frontier.Count).Select(frontier.Corner)
                    .SelectMany(point => (double[])[.. point.Weights, point.Mean, point.Variance]),
            ];
        }
    }

    public static PeerWork MaximumSharpe(PeerInputs inputs, int count)
    {
        MeanVarianceProblem problem = Problem(inputs, count);
        return new PeerWork(Run, () => [.. ((Allocation.Solved)Run()).Weights]);

        Allocation Run() => CriticalLine.MaximumSharpe(problem, 0.0);
    }

    public static PeerWork LedoitWolf(PeerInputs inputs, int assets)
    {
        double[] values = inputs.Read("returns");
        ReturnPanel panel = ReturnPanel.Of(Matrix.Of(values.Length / assets, assets, values));
        return new PeerWork(Run, () => ((CovarianceOutcome.Estimated)Run()).Estimate.Matrix.Values.ToArray());

        CovarianceOutcome Run() => ShrunkCovariance.OneParameter(panel, CovarianceConvention.MaximumLikelihood);
    }

    public static PeerWork BlackLitterman(PeerInputs inputs, int count)
    {
        BlackLittermanProblem problem = new()
        {
            Covariance = inputs.Square($"covariance{count}"),
            Prior = [.. inputs.Read($"mean{count}")],
            Views = [.. inputs.Read("views").Chunk(3).Select(row => Opinion(count, row))],
        };
        return new PeerWork(Run, Answer);

        PosteriorOutcome Run() => Posterior.Of(problem);

        double[] Answer()
        {
            var formed = (PosteriorOutcome.Formed)Run();
            return [.. formed.Mean, .. formed.Covariance.Values];
        }
    }

    private static View Opinion(int count, double[] row)
    {
        ViewTrust trust = new ViewTrust.AsThePrior();
        return row[1] < 0.0
            ? View.Absolute(count, (int)row[0], row[2], trust)
            : View.Relative(count, ((int)row[0], (int)row[1]), row[2], trust);
    }

    private static MeanVarianceProblem Problem(PeerInputs inputs, int count) => new()
    {
        Mean = ImmutableArray.Create(inputs.Read($"mean{count}")),
        Covariance = inputs.Square($"covariance{count}"),
        Bounds = Bounds.LongOnly(count),
    };
}
