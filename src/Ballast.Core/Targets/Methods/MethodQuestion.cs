using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Numerics.Linear;
using Ballast.Numerics.Optimizers;
using Ballast.Numerics.Optimizers.Frontier;

namespace Ballast.Core.Targets.Methods;

/// <summary>A problem as one method's solver sees it: plain numbers over the assets whose weights are free.</summary>
internal sealed record MethodQuestion
{
    public required AllocationProblem Problem { get; init; }

    public required AllocationMethod Method { get; init; }

    /// <summary>The assets that have no fixed weight, then fixed ones that the method has to see beside them: pinned to
    /// their weights by <see cref="Bounds"/>.</summary>
    public required ImmutableArray<Asset> Assets { get; init; }

    /// <summary>What is to be shared out: one less the fixed weights that are not pinned.</summary>
    public required double Budget { get; init; }

    public required Bounds Bounds { get; init; }

    /// <summary>Group limits, less what fixed members hold.</summary>
    public required ImmutableArray<LinearConstraint> Groups { get; init; }

    /// <summary>Shape (N, N) of the free assets; none where a moment of one is missing.</summary>
    public required Matrix[] Covariance { get; init; }

    /// <summary>Shape (N); empty where nobody gave expected returns.</summary>
    public required ImmutableArray<double> Mean { get; init; }

    /// <summary>What the fixed weights are expected to earn, as far as that is known.</summary>
    public required double FixedReturn { get; init; }

    /// <summary>The rate that the budget would earn without risk.</summary>
    public double BudgetRate => Problem.RiskFree * Budget;

    /// <summary>The mean-variance problem, where there is a covariance.</summary>
    public MeanVarianceProblem MeanVariance(ImmutableArray<double> mean) => new()
    {
        Mean = mean,
        Covariance = Covariance[0],
        Bounds = Bounds,
        Budget = Budget,
    };

    public static MethodQuestion Of(AllocationProblem problem, AllocationMethod method)
    {
        ImmutableArray<Asset> pinned = Pinned(problem, method);
        ImmutableArray<Asset> seen =
            [.. problem.Assets.Where(asset => !problem.Fixed.ContainsKey(asset)), .. pinned];
        WeightRange[] ranges = [.. seen.Select(asset => problem.Fixed.TryGetValue(asset, out double weight)
            ? new WeightRange(weight, weight)
            : problem.Limits.RangeOf(asset, method))];
        int[] places = [.. seen.Select(asset => problem.Moments?.Assets.IndexOf(asset) ?? -1)];
        var apart = problem.Fixed.RemoveRange(pinned);
        bool isKnown = places.All(place => place >= 0);
        return new MethodQuestion
        {
            Problem = problem,
            Method = method,
            Assets = seen,
            Budget = 1.0 - apart.Values.Sum(),
            Bounds = Bounds.Of(
                [.. ranges.Select(range => range.Least ?? 0.0)], [.. ranges.Select(range => range.Most ?? 1.0)]),
            Groups = [.. problem.Limits.Groups.Select(group => Constraint(group, seen, apart))],
            Covariance = isKnown ? [Part(problem.Moments!.Covariance.Matrix, places)] : [],
            Mean = isKnown && problem.Moments!.ExpectedReturns is { Length: > 0 } mean
                ? [.. places.Select(place => mean[place])]
                : [],
            FixedReturn = problem.Fixed.Sum(pair => pair.Value * MeanOf(problem.Moments, pair.Key)),
        };
    }

    // A limit on the volatility of the whole counts what fixed assets add to it; other methods share the rest out as if
    // these were not there.
    private static ImmutableArray<Asset> Pinned(AllocationProblem problem, AllocationMethod method) =>
        method is AllocationMethod.TargetVolatility && problem.Moments is { } moments
            ? [.. problem.Fixed.Keys.Where(asset => problem.Fixed[asset] > 0.0 && moments.Assets.Contains(asset))]
            : [];

    private static double MeanOf(AssetMoments? moments, Asset asset)
    {
        int place = moments?.Assets.IndexOf(asset) ?? -1;
        return place >= 0 && moments!.ExpectedReturns.Length > 0 ? moments.ExpectedReturns[place] : 0.0;
    }

    private static LinearConstraint Constraint(
        AssetGroup group, ImmutableArray<Asset> seen, ImmutableSortedDictionary<Asset, double> apart)
    {
        double held = group.Members.Distinct().Sum(apart.GetValueOrDefault);
        int[] members = [.. group.Members.Distinct().Select(member => seen.IndexOf(member)).Where(i => i >= 0)];
        return LinearConstraint.Group(
            seen.Length,
            members,
            (group.Range.Least ?? double.NegativeInfinity) - held,
            (group.Range.Most ?? double.PositiveInfinity) - held);
    }

    private static Matrix Part(Matrix whole, int[] places)
    {
        Matrix part = new(places.Length, places.Length);
        for (int i = 0; i < places.Length; i++)
        {
            for (int j = 0; j < places.Length; j++)
            {
                part[i, j] = whole[places[i], places[j]];
            }
        }

        return part;
    }
}
