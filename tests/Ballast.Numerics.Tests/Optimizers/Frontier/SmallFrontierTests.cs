using Ballast.Numerics.Linear;
using Ballast.Numerics.Optimizers;
using Ballast.Numerics.Optimizers.Frontier;

namespace Ballast.Numerics.Tests.Optimizers.Frontier;

/// <summary>Problems small enough for paper: every corner of their frontiers.</summary>
public sealed class SmallFrontierTests
{
    // Two assets apart: the one of more return, and weights against the inverse variances 5 and 3.
    [Fact]
    public void Two_uncorrelated_assets_by_hand() =>
        CornersOf("Xu2").ShouldMatch([[1.0, 0.0], [3.0 / 8.0, 5.0 / 8.0]]);

    // Means 5, 2, 1 and variances 5, 3, 2. With lambda for the return and gamma for the budget, an asset that is held
    // weighs (lambda mean + gamma) / variance. Beside (1, 0, 0), the second enters at lambda = 5/3, before the third
    // could at 5/4; the third joins both at 15/17, where gamma is -15/17; at lambda = 0 the inverse variances are left.
    [Fact]
    public void Three_uncorrelated_assets_by_hand() =>
        CornersOf("Xu3").ShouldMatch(
            [[1.0, 0.0, 0.0], [12.0 / 17.0, 5.0 / 17.0, 0.0], [6.0 / 31.0, 10.0 / 31.0, 15.0 / 31.0]]);

    // From the optimum of every one of the 31 subsets by numpy, and the range of lambda over which it is one.
    [Fact]
    public void Five_correlated_assets_agree_with_all_their_subsets() =>
        CornersOf("Full5").ShouldMatch(
        [
            [0.0, 0.0, 0.0, 1.0, 0.0],
            [0.0, 0.0, 0.31244607578779515, 0.6875539242122047, 0.0],
            [0.1605291819537012, 0.0, 0.2501676973414495, 0.5893031207048494, 0.0],
            [0.15787900781068165, 0.0, 0.18843438380308736, 0.3959656769773927, 0.2577209314088381],
            [0.17644393751801035, 0.13191918834047156, 0.0, 0.5136426657710593, 0.1779942083704622],
            [0.15262210811739488, 0.23741115883567313, 0.0, 0.3975167508773738, 0.21244998216955813],
        ]);

    private static FrontierCorners CornersOf(string name)
    {
        // Names, means, lower and upper bounds, then the covariance.
        Matrix table = ReferenceTable.Csv($"optimizer/cla/{name}_problem.csv", 1, 0);
        int n = table.Columns;
        Matrix covariance = new(n, n);
        for (int i = 0; i < n; i++)
        {
            table.Row(3 + i).CopyTo(covariance.Row(i));
        }

        MeanVarianceProblem problem = new()
        {
            Mean = [.. table.Row(0)],
            Covariance = covariance,
            Bounds = Bounds.Of(table.Row(1), table.Row(2)),
        };
        EfficientFrontier frontier = CriticalLine.Trace(problem).ShouldBeOfType<FrontierOutcome.Traced>().Frontier;
        for (int k = 0; k < frontier.Count; k++)
        {
            FrontierPoint corner = frontier.Corner(k);
            KarushKuhnTucker.Of(problem, corner.Weights.AsSpan(), corner.RiskTolerance).Largest.ShouldBeLessThan(1e-13);
        }

        return new FrontierCorners(frontier);
    }

    private sealed record FrontierCorners(EfficientFrontier Frontier)
    {
        public void ShouldMatch(double[][] expected)
        {
            Frontier.Count.ShouldBe(expected.Length);
            for (int k = 0; k < expected.Length; k++)
            {
                for (int i = 0; i < expected[k].Length; i++)
                {
                    Frontier.Corner(k).Weights[i].ShouldBe(expected[k][i], 1e-13, $"corner {k}, asset {i}");
                }
            }
        }
    }
}
