using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Targets.Methods;
using Ballast.Numerics.Linear;
using Ballast.Numerics.Moments;

namespace Ballast.Core.Tests.Targets.Methods;

/// <summary>What the solver does around the numerical methods: limits, fixed weights, chains, words. Weights are worked
/// out by hand from two or three assets; published answers are met in the tests of Numerics and of the command
/// line.</summary>
public sealed class AllocationSolverTests
{
    private static readonly Asset Btc = new("BTC");
    private static readonly Asset Eth = new("ETH");
    private static readonly Asset Sol = new("SOL");
    private static readonly Asset Usdc = new("USDC");

    private static readonly AllocationMethod LeastVariance = new AllocationMethod.MinimumVariance();
    private static readonly AllocationMethod EqualRisk =
        new AllocationMethod.RiskParity(ImmutableSortedDictionary<Asset, double>.Empty);

    [Fact]
    public void Least_variance_of_two_unrelated_assets_and_what_it_promises()
    {
        // Variances 0.04 and 0.16: weights 0.8 and 0.2, variance 0.0256 + 0.0064 = 0.032, shares 0.8 and 0.2.
        AllocationAnswer.Solved solved = Solved(Wide(LeastVariance));

        Weights(solved).ShouldBe([0.8, 0.2], 1e-15);
        solved.Assets.Select(line => line.RiskContribution).ToArray().ShouldBe([0.8, 0.2], 1e-15);
        solved.Measures.Volatility.ShouldBe(Math.Sqrt(0.032), 1e-15);
        solved.Measures.ExpectedReturn.ShouldBe((0.8 * 0.10) + (0.2 * 0.30), 1e-15);
        solved.Measures.Sharpe.ShouldBe((0.14 - 0.045) / Math.Sqrt(0.032), 1e-14);
        solved.Attempts.ShouldHaveSingleItem().Solvers.ShouldHaveSingleItem().Solver.ShouldBe("critical line");
    }

    [Fact]
    public void Defaults_hold_each_asset_between_2_and_60_percent_and_risk_parity_between_1_and_80()
    {
        AllocationAnswer.Solved least = Solved(Pair(LeastVariance));
        AllocationAnswer.Solved parity = Solved(Pair(EqualRisk, 0.0001, 1.0));

        Weights(least).ShouldBe([0.6, 0.4], 1e-15);
        // Volatilities 0.01 and 1 would be 100 to 1.
        Weights(parity).ShouldBe([0.8, 0.2], 1e-12);
    }

    [Fact]
    public void Bounds_that_cannot_be_met_are_refused_with_their_sums()
    {
        AllocationProblem alone = Pair(LeastVariance) with { Assets = [Btc] };

        Why(alone).ShouldBe(new Reason(
            "bounds-infeasible", "the bounds let weights sum to between 2 % and 60 %, and 100 % is to be shared out"));
        AllocationProblem crossed = Pair(LeastVariance) with
        {
            Limits = Limits((Btc, new WeightRange(0.7, null))),
        };
        Why(crossed).ShouldBe(new Reason(
            "bounds-cross", "BTC may hold at least 70 % and at most 60 %, which is nothing"));
    }

    [Fact]
    public void Fixed_weights_are_taken_out_first_and_carry_no_risk_where_they_have_no_moments()
    {
        AllocationProblem problem = Pair(EqualRisk) with
        {
            Fixed = ImmutableSortedDictionary<Asset, double>.Empty.Add(Usdc, 0.10),
        };

        AllocationAnswer.Solved solved = Solved(problem);

        // Volatilities 0.2 and 0.4: two parts to one of what is left.
        solved.Assets.Select(line => line.Asset).ShouldBe([Btc, Eth, Usdc]);
        Weights(solved).ShouldBe([0.6, 0.3, 0.1], 1e-12);
        solved.Assets.Select(line => line.RiskContribution).ToArray().ShouldBe([0.5, 0.5, 0.0], 1e-12);
        solved.Measures.ExpectedReturn.ShouldBe(0.06 + 0.09, 1e-12);
        solved.Cash.ShouldBe(0.0);
    }

    [Fact]
    public void A_return_is_aimed_at_with_the_whole_portfolio_and_not_with_the_rest_alone()
    {
        AllocationProblem problem = Wide(new AllocationMethod.TargetReturn(0.18)) with
        {
            Fixed = ImmutableSortedDictionary<Asset, double>.Empty.Add(Usdc, 0.10),
        };

        // 0.9 in all, 0.10 b + 0.30 e = 0.18: b = 0.45, e = 0.45.
        Weights(Solved(problem)).ShouldBe([0.45, 0.45, 0.10], 1e-14);
    }

    [Fact]
    public void A_volatility_is_that_of_the_whole_portfolio_fixed_weights_that_move_included()
    {
        // Unrelated: 0.3^2 0.04 + e^2 0.16 = 0.2^2, so e = sqrt(0.2275); SOL does not move and takes the rest of 0.7.
        AllocationProblem problem = Problem(
            new AllocationMethod.TargetVolatility(0.2),
            [Btc, Eth, Sol],
            Matrix.Diagonal([0.04, 0.16, 0.0]),
            [0.10, 0.30, 0.05]) with
        {
            Limits = new AllocationLimits { EachAsset = WeightRange.LongOnly },
            Fixed = ImmutableSortedDictionary<Asset, double>.Empty.Add(Btc, 0.3),
        };
        double[] whole = [0.3, Math.Sqrt(0.2275), 0.7 - Math.Sqrt(0.2275)];

        Weights(Solved(problem)).ShouldBe(whole, 1e-12);
        Solved(problem).Measures.Volatility.ShouldBe(0.2, 1e-12);
        Weights(Solved(Grouped(problem, 0.9))).ShouldBe(whole, 1e-6);
        Weights(Solved(Grouped(problem, 0.6))).ShouldBe([0.3, 0.3, 0.4], 1e-9);
        // 0.8 of BTC alone are 16 %.
        Why(problem with
        {
            Methods = [new AllocationMethod.TargetVolatility(0.15)],
            Fixed = problem.Fixed.SetItem(Btc, 0.8),
        }).Code.ShouldBe("target-out-of-reach");
    }

    [Fact]
    public void Beside_cash_the_best_Sharpe_ratio_is_the_one_that_is_printed_and_no_frontier_point_has_more()
    {
        // Without cash: weights in proportion to 0.055 / 0.04 and 0.255 / 0.16, a ratio of
        // sqrt(0.055^2 / 0.04 + 0.255^2 / 0.16). Cash beside them changes neither.
        double best = Math.Sqrt((0.055 * 0.055 / 0.04) + (0.255 * 0.255 / 0.16));
        AllocationProblem problem = Pair(new AllocationMethod.MaximumSharpe()) with
        {
            Fixed = ImmutableSortedDictionary<Asset, double>.Empty.Add(new Asset("USD"), 0.8),
            Limits = new AllocationLimits { EachAsset = WeightRange.LongOnly },
        };

        AllocationAnswer.Solved solved = Solved(problem);
        var frontier = AllocationFrontier.Trace(problem, new FrontierDetail.Evenly(200))
            .ShouldBeOfType<AllocationFrontier.Traced>();

        solved.Measures.Sharpe.ShouldBe(best, 1e-12);
        frontier.Portfolios.Max(portfolio => portfolio.Measures.Sharpe).ShouldBeInRange(best - 1e-3, best + 1e-12);
    }

    [Fact]
    public void The_best_Sharpe_ratio_is_in_proportion_to_excess_over_variance()
    {
        // Unrelated assets: (0.10 - 0.045) / 0.04 = 1.375 and (0.30 - 0.045) / 0.16 = 1.59375.
        const double sum = 1.375 + 1.59375;
        AllocationProblem problem = Wide(new AllocationMethod.MaximumSharpe());

        Weights(Solved(problem)).ShouldBe([1.375 / sum, 1.59375 / sum], 1e-14);
        AllocationProblem partly = problem with
        {
            Fixed = ImmutableSortedDictionary<Asset, double>.Empty.Add(Usdc, 0.5),
        };
        Weights(Solved(partly)).ShouldBe([0.5 * 1.375 / sum, 0.5 * 1.59375 / sum, 0.5], 1e-14);
    }

    [Fact]
    public void A_chain_tries_on_and_keeps_what_each_method_said()
    {
        AllocationProblem problem = Pair(new AllocationMethod.MaximumSharpe()) with
        {
            Methods = [new AllocationMethod.MaximumSharpe(), new AllocationMethod.CappedMarketCap(), EqualRisk],
            RiskFree = 0.5,
        };

        AllocationAnswer.Solved solved = Solved(problem);

        solved.Method.ShouldBe(EqualRisk);
        solved.Attempts.Select(attempt => attempt.Method)
            .ShouldBe(["max-sharpe", "capped-market-cap", "risk-parity"]);
        solved.Attempts.Select(attempt => attempt.Refusal?.Code)
            .ShouldBe(["nothing-above-risk-free", "target-out-of-reach", null]);
    }

    [Fact]
    public void A_chain_that_ends_without_an_answer_gives_every_reason()
    {
        AllocationProblem problem = Pair(LeastVariance) with
        {
            Methods = [new AllocationMethod.MaximumSharpe(), new AllocationMethod.TargetReturn(0.9)],
            RiskFree = 0.5,
        };

        var refused = AllocationSolver.Solve(problem).ShouldBeOfType<AllocationAnswer.Refused>();

        refused.Attempts.Length.ShouldBe(2);
        refused.Why.Code.ShouldBe("no-method-answered");
        refused.Why.Sentence.ShouldBe(
            "max-sharpe: no allowed portfolio is expected to earn more than the risk-free 50 %; the most is 22 %; "
            + "target-return: a return of 90 % cannot be had: it lies between 18 % and 22 %");
    }

    [Theory]
    [InlineData("risk-parity")]
    [InlineData("hrp")]
    [InlineData("inverse-volatility")]
    [InlineData("most-diversified")]
    [InlineData("trailing-sharpe")]
    public void An_asset_that_does_not_move_stays_at_its_least_weight_where_the_method_divides_by_volatility(
        string method)
    {
        AllocationProblem problem = Problem(
            Named(method), [Btc, Eth, Sol], Matrix.Diagonal([0.04, 0.0, 0.04]), [0.20, 0.10, 0.20]) with
        {
            Limits = new AllocationLimits { EachAsset = new WeightRange(0.1, 0.8) },
        };

        AllocationAnswer.Solved solved = Solved(problem);

        // Two assets alike share what is left of it.
        Weights(solved).ShouldBe([0.45, 0.1, 0.45], 1e-9);
        solved.Attempts.ShouldHaveSingleItem().Remarks.ShouldHaveSingleItem().ShouldBe(new Reason(
            "left-out-still", "ETH does not move at all: left at 10 %, the rest shared out without it"));
        // BTC and SOL may take 80 % and no more: what they leave is ETH's.
        Weights(Solved(problem with
        {
            Limits = new AllocationLimits { EachAsset = new WeightRange(0.1, 0.4) },
        })).ShouldBe([0.4, 0.2, 0.4], 1e-9);
    }

    [Fact]
    public void Where_nothing_moves_a_method_that_divides_by_volatility_refuses() =>
        Why(Pair(EqualRisk, 0.0, 0.0)).ShouldBe(new Reason(
            "no-variance", "BTC does not move at all, and the method divides by its volatility"));

    [Fact]
    public void Groups_count_what_an_asset_that_does_not_move_holds()
    {
        // ETH stays at 0.1 of the 0.4 that it and BTC may have.
        AllocationProblem problem = Problem(
            Named("most-diversified"), [Btc, Eth, Sol], Matrix.Diagonal([0.04, 0.0, 0.04]), [0.2, 0.1, 0.2]) with
        {
            Limits = new AllocationLimits
            {
                EachAsset = new WeightRange(0.1, 1.0),
                Groups = [new AssetGroup("majors", [Btc, Eth], new WeightRange(null, 0.4))],
            },
        };

        Weights(Solved(problem)).ShouldBe([0.3, 0.1, 0.6], 1e-9);
    }

    [Fact]
    public void An_asset_that_does_not_move_is_held_where_the_method_is_defined_for_it()
    {
        Weights(Solved(Pair(LeastVariance, 0.04, 0.0))).ShouldBe([0.4, 0.6], 1e-15);
        Weights(Solved(Pair(new AllocationMethod.Equal(), 0.04, 0.0))).ShouldBe([0.5, 0.5], 1e-15);
    }

    [Fact]
    public void A_group_holds_its_members_together_below_its_limit()
    {
        // Three unrelated assets of the same variance want a third each; BTC and ETH may have half in all.
        AllocationProblem problem = Three(LeastVariance) with
        {
            Limits = new AllocationLimits
            {
                EachAsset = WeightRange.LongOnly,
                Groups = [new AssetGroup("majors", [Btc, Eth], new WeightRange(null, 0.5))],
            },
        };

        Weights(Solved(problem)).ShouldBe([0.25, 0.25, 0.5], 1e-10);
        AllocationProblem partly = problem with
        {
            Fixed = ImmutableSortedDictionary<Asset, double>.Empty.Add(Btc, 0.4),
        };
        Weights(Solved(partly)).ShouldBe([0.4, 0.1, 0.5], 1e-10);
        Why(problem with { Methods = [EqualRisk] }).Code.ShouldBe("groups-not-known");
    }

    [Fact]
    public void Views_move_the_market_and_none_leave_it_as_it_is()
    {
        AllocationProblem market = Three(new AllocationMethod.BlackLitterman([])) with
        {
            MarketValues = ImmutableSortedDictionary<Asset, double>.Empty.Add(Btc, 50).Add(Eth, 30).Add(Sol, 20),
        };
        MarketView ethFalls = new(
            ImmutableSortedDictionary<Asset, double>.Empty.Add(Eth, 1.0).Add(Btc, -1.0), -0.10, 0.5);

        Weights(Solved(market)).ShouldBe([0.5, 0.3, 0.2], 1e-12);
        double[] moved = Weights(Solved(market with { Methods = [new AllocationMethod.BlackLitterman([ethFalls])] }));
        moved[1].ShouldBeLessThan(0.3);
        moved[0].ShouldBeGreaterThan(0.5);
    }

    [Fact]
    public void Kelly_leaves_cash_and_scales_bets_that_exceed_what_there_is()
    {
        // Excess over variance, 0.055 / 0.4 and 0.255 / 1.6, leaves cash; a tenth of the variance would have both at
        // more than all there is, and then the second one takes it: 0.255 - 0.16 is above 0.055.
        ImmutableSortedDictionary<Asset, BetEdge> none = ImmutableSortedDictionary<Asset, BetEdge>.Empty;
        AllocationAnswer.Solved half = Solved(Pair(new AllocationMethod.Kelly(0.5, none), 0.4, 1.6));
        Weights(half).ShouldBe([0.06875, 0.0796875], 1e-14);
        half.Cash.ShouldBe(1.0 - 0.1484375, 1e-14);
        AllocationAnswer.Solved bound = Solved(Pair(new AllocationMethod.Kelly(0.5, none)));
        Weights(bound).ShouldBe([0.0, 0.5], 1e-14);
        bound.Cash.ShouldBe(0.5, 1e-14);

        // Even bets of 80 and 90 %: full Kelly stakes 0.6 and 0.8, together 1.4.
        AllocationAnswer.Solved bets = Solved(Pair(new AllocationMethod.Kelly(
            1.0, none.Add(Btc, new BetEdge(0.8, 1.0)).Add(Eth, new BetEdge(0.9, 1.0)))));
        Weights(bets).ShouldBe([0.6 / 1.4, 0.8 / 1.4], 1e-14);
        bets.Cash.ShouldBe(0.0, 1e-15);
    }

    [Fact]
    public void Methods_say_what_they_lack_and_problems_what_is_wrong_with_them()
    {
        AllocationProblem problem = Pair(LeastVariance);
        Why(problem with { Moments = null }).Code.ShouldBe("needs-covariance");
        Why(problem with
        {
            Methods = [new AllocationMethod.MaximumSharpe()],
            Moments = problem.Moments! with { ExpectedReturns = [] },
        }).Code.ShouldBe("needs-expected-returns");
        Why(problem with { Assets = [Btc, Btc] }).Code.ShouldBe("asset-twice");
        Why(problem with { Assets = [Btc, Sol] }).Code.ShouldBe("needs-covariance");
        Why(problem with { Fixed = problem.Fixed.Add(Btc, 0.7).Add(Eth, 0.3) }).Code.ShouldBe("all-fixed");
        Why(problem with { Fixed = problem.Fixed.Add(Btc, 1.0) }).Code.ShouldBe("fixed-take-all");
        Why(problem with { Fixed = problem.Fixed.Add(Btc, double.NaN) }).Code.ShouldBe("fixed-not-a-weight");
        Why(problem with { Limits = Limits((Sol, WeightRange.LongOnly)) }).Code.ShouldBe("bound-of-a-stranger");
    }

    [Fact]
    public void A_given_covariance_is_kept_with_its_negative_eigenvalue_and_an_estimated_one_repaired()
    {
        // A correlation of 1.1: eigenvalues 2.1 and -0.1; the repair makes it one.
        Matrix impossible = Matrix.Of(2, 2, [1.0, 1.1, 1.1, 1.0]);
        AssetMoments kept = AssetMoments.Given([Btc, Eth], impossible, [])
            .ShouldBeOfType<MomentsOutcome.Estimated>().Moments;
        kept.LeastEigenvalue.ShouldBe(-0.1, 1e-12);
        kept.Covariance.Repair.ShouldBeOfType<CovarianceRepair.NotLookedAt>();
        kept.Covariance.Matrix[0, 1].ShouldBe(1.1);

        AssetMoments mended = MomentEstimation.Examined(kept.Covariance, [Btc, Eth], [])
            .ShouldBeOfType<MomentsOutcome.Estimated>().Moments;
        mended.Covariance.Repair.ShouldBeOfType<CovarianceRepair.Lifted>().LargestChange.ShouldBe(0.1, 1e-12);
        mended.Covariance.Matrix[0, 1].ShouldBe(1.0, 1e-12);
        AssetMoments.Given([Btc, Eth], Matrix.Of(2, 2, [1.0, 0.2, 0.3, 1.0]), [])
            .ShouldBeOfType<MomentsOutcome.Refused>().Why.Code.ShouldBe("not-a-covariance");
    }

    private static AllocationProblem Grouped(AllocationProblem problem, double most) => problem with
    {
        Limits = problem.Limits with
        {
            Groups = [new AssetGroup("majors", [Btc, Eth], new WeightRange(null, most))],
        },
    };

    private static AllocationMethod Named(string name) => name switch
    {
        "risk-parity" => EqualRisk,
        "hrp" => new AllocationMethod.Hierarchical(),
        "trailing-sharpe" => new AllocationMethod.TrailingSharpe(),
        "inverse-volatility" => new AllocationMethod.InverseVolatility(),
        _ => new AllocationMethod.MostDiversified(),
    };

    private static AllocationProblem Wide(AllocationMethod method) => Pair(method) with
    {
        Limits = new AllocationLimits { EachAsset = WeightRange.LongOnly },
    };

    private static AllocationProblem Pair(AllocationMethod method) => Pair(method, 0.04, 0.16);

    private static AllocationProblem Pair(AllocationMethod method, double first, double second) =>
        Problem(method, [Btc, Eth], Matrix.Diagonal([first, second]), [0.10, 0.30]);

    private static AllocationProblem Three(AllocationMethod method) =>
        Problem(method, [Btc, Eth, Sol], Matrix.Diagonal([0.04, 0.04, 0.04]), [0.10, 0.20, 0.30]);

    private static AllocationProblem Problem(
        AllocationMethod method, ImmutableArray<Asset> assets, Matrix covariance, ImmutableArray<double> mean) => new()
        {
            Assets = assets,
            Methods = [method],
            Moments = AssetMoments.Given(assets, covariance, mean)
                .ShouldBeOfType<MomentsOutcome.Estimated>().Moments,
        };

    private static AllocationLimits Limits((Asset Asset, WeightRange Range) own) => new()
    {
        PerAsset = ImmutableSortedDictionary<Asset, WeightRange>.Empty.Add(own.Asset, own.Range),
    };

    private static double[] Weights(AllocationAnswer.Solved solved) =>
        [.. solved.Assets.Select(line => line.Weight)];

    private static AllocationAnswer.Solved Solved(AllocationProblem problem)
    {
        AllocationAnswer answer = AllocationSolver.Solve(problem);
        return answer is AllocationAnswer.Refused refused
            ? throw new InvalidOperationException(refused.Why.ToString())
            : (AllocationAnswer.Solved)answer;
    }

    private static Reason Why(AllocationProblem problem) =>
        AllocationSolver.Solve(problem).ShouldBeOfType<AllocationAnswer.Refused>().Why;
}
