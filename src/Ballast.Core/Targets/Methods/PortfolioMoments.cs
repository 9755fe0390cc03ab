using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Numerics.Linear;
using Ballast.Numerics.Optimizers.RiskBudgeting;

namespace Ballast.Core.Targets.Methods;

/// <summary>Measures whole portfolios, fixed weights included. A fixed asset without moments counts as cash that earns
/// nothing and does not move.</summary>
internal sealed class PortfolioMoments
{
    private readonly AllocationProblem problem;
    private readonly MethodQuestion question;
    private readonly double[] mean;
    private readonly Matrix? covariance;

    public PortfolioMoments(AllocationProblem problem, MethodQuestion question)
    {
        this.problem = problem;
        this.question = question;
        Assets = [.. problem.Assets, .. problem.Fixed.Keys.Where(asset => !problem.Assets.Contains(asset))];
        mean = [.. Assets.Select(MeanOf)];
        covariance = question.Covariance.Length == 0 ? null : Whole();
    }

    /// <summary>The problem's assets, then fixed ones that it does not list.</summary>
    public ImmutableArray<Asset> Assets { get; }

    /// <summary>Weights of all assets, from those of the free ones.</summary>
    public double[] Weights(ReadOnlySpan<double> free)
    {
        double[] weights = new double[Assets.Length];
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = problem.Fixed.TryGetValue(Assets[i], out double set)
                ? set
                : free[question.Assets.IndexOf(Assets[i])];
        }

        return weights;
    }

    public AllocationMeasures Measure(double[] weights)
    {
        double expected = Vectors.Dot(weights, mean);
        double volatility = covariance is null ? double.NaN : Math.Sqrt(Math.Max(covariance.Quadratic(weights), 0.0));
        double sharpe = volatility > 0.0 ? Excess(weights) / volatility : double.NaN;
        return new AllocationMeasures(expected, volatility, sharpe);
    }

    public double[] Contributions(double[] weights)
    {
        double[] shares = new double[weights.Length];
        Array.Fill(shares, double.NaN);
        if (covariance is not null)
        {
            RiskContributions.Shares(covariance, weights, shares);
        }

        return shares;
    }

    // Cash that is fixed, or left over, earns no more than the rate and is no part of what is compared with risk:
    // beside it the best ratio is that of the rest alone.
    private double Excess(double[] weights)
    {
        double excess = 0.0;
        for (int i = 0; i < weights.Length; i++)
        {
            excess += IsFixedCash(i) ? 0.0 : weights[i] * (mean[i] - problem.RiskFree);
        }

        return excess;
    }

    private bool IsFixedCash(int i) => problem.Fixed.ContainsKey(Assets[i]) && !(covariance?[i, i] > 0.0);

    private double MeanOf(Asset asset)
    {
        int place = question.Assets.IndexOf(asset);
        if (place >= 0)
        {
            return question.Mean.IsEmpty ? double.NaN : question.Mean[place];
        }

        int known = problem.Moments?.Assets.IndexOf(asset) ?? -1;
        bool isCash = known < 0;
        return isCash || problem.Moments!.ExpectedReturns.IsEmpty ? 0.0 : problem.Moments.ExpectedReturns[known];
    }

    // By the question's own covariance among the free assets, which need not be that of the problem.
    private Matrix Whole()
    {
        int[] free = [.. Assets.Select(asset => question.Assets.IndexOf(asset))];
        int[] places = [.. Assets.Select(asset => problem.Moments!.Assets.IndexOf(asset))];
        Matrix whole = new(places.Length, places.Length);
        for (int i = 0; i < places.Length; i++)
        {
            for (int j = 0; j < places.Length; j++)
            {
                bool isKnown = places[i] >= 0 && places[j] >= 0;
                whole[i, j] = free[i] >= 0 && free[j] >= 0 ? question.Covariance[0][free[i], free[j]]
                    : isKnown ? problem.Moments!.Covariance.Matrix[places[i], places[j]] : 0.0;
            }
        }

        return whole;
    }
}
