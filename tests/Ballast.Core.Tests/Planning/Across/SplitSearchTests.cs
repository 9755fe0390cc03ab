using Ballast.Core.Markets;
using Ballast.Core.Planning.Across;

namespace Ballast.Core.Tests.Planning.Across;

/// <summary>
/// The split over accounts against every split there is: small problems with lots, least sizes, fixed costs, books of
/// several levels, and cash that must suffice at each account; all combinations of whole lots are tried.
/// </summary>
public sealed class SplitSearchTests
{
    private const decimal Unit = 1_000m;

    // What the search promises; one order more has to save ten times as much.
    private const decimal Equal = 1e-7m * Unit;

    [Fact]
    public void Finds_the_cheapest_of_all_splits()
    {
        Random random = new(20261121);
        int split = 0;
        int starved = 0;
        for (int round = 0; round < 2_000; round++)
        {
            SplitProblem problem = Draw(random);
            SplitAnswer answer = SplitSearch.Solve(problem);
            (decimal least, _) = new AllSplits(problem).Best();

            answer.IsProven.ShouldBeTrue($"round {round}");
            answer.Cost.ShouldBe(least, Equal, $"round {round}");
            AllSplits.CostOf(problem, answer.Taken).ShouldBe(answer.Cost, Equal, $"round {round}");
            split += problem.Lanes.Where((_, i) => answer.Taken[i] > 0m).GroupBy(lane => lane.Leg)
                .Count(leg => leg.Count() > 1);
            starved += answer.Cost > 5m ? 1 : 0;
        }

        // The draw must reach what makes it hard: legs split over accounts, and cash that does not suffice.
        (split > 300, starved > 300).ShouldBe((true, true), $"{split} split, {starved} starved");
    }

    [Fact]
    public void Prefers_the_first_lane_where_all_else_is_equal()
    {
        SplitLane lane = Lane(0, 0, 0m, 100m, new SplitStep(100m, 0.001m, 1m));
        SplitAnswer answer = SplitSearch.Solve(new SplitProblem
        {
            Legs = [new SplitLeg(TradeSide.Sell, 80m)],
            Lanes = [lane, lane with { Pool = 1 }],
            Cash = [0m, 0m],
            Unit = Unit,
        });

        answer.Taken.ShouldBe([80m, 0m]);
    }

    /// <summary>
    /// 100 to sell and 90 to buy; selling is cheaper at the first account and buying only possible at the second,
    /// which has no cash: the proceeds have to be where they are needed.
    /// </summary>
    [Fact]
    public void Sells_where_the_proceeds_are_needed()
    {
        SplitAnswer answer = SplitSearch.Solve(new SplitProblem
        {
            Legs = [new SplitLeg(TradeSide.Sell, 100m), new SplitLeg(TradeSide.Buy, 90m)],
            Lanes =
            [
                Lane(0, 0, 10m, 100m, new SplitStep(100m, 0.0001m, 0.99m)),
                Lane(0, 1, 10m, 100m, new SplitStep(100m, 0.005m, 0.99m)),
                Lane(1, 1, 10m, 90m, new SplitStep(90m, 0.001m, 1.01m)),
            ],
            Cash = [0m, 0m],
            Unit = Unit,
        });

        // 90.9 of cash for 90 bought take a sale of 91.818...; the rest goes the cheap way, but no order is below 10.
        answer.Taken[2].ShouldBe(90m, 1e-6m);
        (answer.Taken[0] + answer.Taken[1]).ShouldBe(100m, 1e-6m);
        answer.Taken[1].ShouldBe(100m, 1e-6m);
    }

    private static SplitLane Lane(int leg, int pool, decimal least, decimal most, SplitStep step) => new()
    {
        Leg = leg,
        Pool = pool,
        Least = least,
        Most = most,
        Lot = 0m,
        Fixed = 0m,
        Steps = [step],
    };

    private static SplitProblem Draw(Random random)
    {
        int accounts = random.Next(2, 4);
        int legs = random.Next(1, accounts == 2 ? 4 : 3);
        List<SplitLane> lanes = [];
        SplitLeg[] wanted = [.. Enumerable.Range(0, legs).Select(_ => new SplitLeg(
            random.Next(2) == 0 ? TradeSide.Sell : TradeSide.Buy, random.Next(20, 260)))];
        bool areFeesEqual = random.Next(4) == 0;
        for (int leg = 0; leg < legs; leg++)
        {
            for (int account = 0; account < accounts; account++)
            {
                if (random.Next(8) > 0)
                {
                    lanes.Add(Drawn(random, (leg, wanted[leg]), account, areFeesEqual));
                }
            }
        }

        return new SplitProblem
        {
            Legs = wanted,
            Lanes = lanes,
            Cash =
            [
                .. Enumerable.Range(0, accounts).Select(_ => random.Next(3) == 0 ? 0m : random.Next(300)),
            ],
            Unit = Unit,
        };
    }

    private static SplitLane Drawn(Random random, (int Number, SplitLeg Leg) leg, int account, bool areFeesEqual)
    {
        decimal lot = random.Next(25, 75);
        decimal least = random.Next(3) * 20m;
        decimal most = Math.Min(leg.Leg.Wanted, random.Next(30, 400));
        decimal rate = areFeesEqual ? 0.001m : random.Next(0, 40) * 0.0001m;
        bool isSale = leg.Leg.Side == TradeSide.Sell;
        List<SplitStep> steps = [];
        decimal depth = 0m;
        while (depth < most)
        {
            decimal width = random.Next(2) == 0 ? most - depth : Math.Min(most - depth, random.Next(10, 120));
            decimal cash = isSale ? Math.Min(0.99m, 1m - rate) : Math.Max(1.01m, 1m + rate);
            steps.Add(new SplitStep(width, rate, cash));
            depth += width;
            rate += random.Next(1, 30) * 0.0001m;
        }

        return new SplitLane
        {
            Leg = leg.Number,
            Pool = account,
            Least = least,
            Most = most,
            Lot = lot,
            Fixed = random.Next(4) == 0 ? 0.05m : 0m,
            Steps = steps,
        };
    }
}
