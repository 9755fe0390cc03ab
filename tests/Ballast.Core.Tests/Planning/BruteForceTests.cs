using Ballast.Core.Planning;
using Ballast.Core.Policies;

namespace Ballast.Core.Tests.Planning;

/// <summary>
/// The least turnover that brings every drift inside its destination, by trying every portfolio of whole percents. The
/// constraints have whole bounds, so the least turnover is reached at a whole point, and the planner's must equal it.
/// </summary>
public sealed class BruteForceTests
{
    [Theory]
    [InlineData(Destination.Half, 0.5)]
    [InlineData(Destination.Edge, 1.0)]
    [InlineData(Destination.Target, 0.0)]
    public void Trades_no_more_than_the_best_of_all_portfolios(Destination destination, double share)
    {
        Random random = new(12);
        for (int round = 0; round < 60; round++)
        {
            int[] held = Split(random);
            int[] target = Split(random);
            int[] width = [.. Enumerable.Range(0, 4).Select(_ => 2 * random.Next(1, 5))];
            string[] names = ["A", "B", "C", "USDC"];
            PlanCase written = new PlanCase().To(destination);
            for (int i = 0; i < 4; i++)
            {
                written.Holds(names[i], held[i], 1m, target[i] / 100m, width[i] / 100m);
            }

            decimal traded = written.Run() is PlanOutcome.Planned planned
                ? planned.Plan.Lines.Sum(line => Math.Abs(line.ValueAfter.Value - line.ValueBefore.Value))
                : 0m;

            decimal least = Least(held, target, [.. width.Select(w => (int)(w * share))]);
            string drawn = $"{string.Join(' ', held)} to {string.Join(' ', target)} within {string.Join(' ', width)}";
            traded.ShouldBe(least, 1e-18m, drawn);
        }
    }

    private static int Least(int[] held, int[] target, int[] width)
    {
        int least = int.MaxValue;
        for (int a = target[0] - width[0]; a <= target[0] + width[0]; a++)
        {
            for (int b = target[1] - width[1]; b <= target[1] + width[1]; b++)
            {
                least = Math.Min(least, LeastOfLast(held, target, width, (a, b)));
            }
        }

        return least;
    }

    private static int LeastOfLast(int[] held, int[] target, int[] width, (int A, int B) first)
    {
        int least = int.MaxValue;
        for (int c = target[2] - width[2]; c <= target[2] + width[2]; c++)
        {
            int quote = 100 - first.A - first.B - c;
            bool isLegal = first.A >= 0 && first.B >= 0 && c >= 0 && quote >= 0;
            int turnover = Math.Abs(first.A - held[0]) + Math.Abs(first.B - held[1]) + Math.Abs(c - held[2])
                + Math.Abs(quote - held[3]);
            least = isLegal && Math.Abs(quote - target[3]) <= width[3] ? Math.Min(least, turnover) : least;
        }

        return least;
    }

    private static int[] Split(Random random)
    {
        int[] cuts = [.. Enumerable.Range(0, 3).Select(_ => random.Next(0, 101)).Order()];
        return [cuts[0], cuts[1] - cuts[0], cuts[2] - cuts[1], 100 - cuts[2]];
    }
}
