using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Targets.Methods;

namespace Ballast.Core.Tests.Targets.Methods;

/// <summary>The one bridge from plain numbers to weights.</summary>
public sealed class TargetWeightsTests
{
    private static readonly Asset Btc = new("BTC");
    private static readonly Asset Eth = new("ETH");
    private static readonly Asset Sol = new("SOL");
    private static readonly Asset Usdc = new("USDC");

    [Fact]
    public void Rounds_toward_zero_and_gives_the_rest_to_cash()
    {
        ImmutableSortedDictionary<Asset, Weight> targets = Made([1.0 / 3.0, 1.0 / 3.0, 1.0 / 3.0]);

        targets[Btc].Value.ShouldBe(0.33333333m);
        targets[Usdc].Value.ShouldBe(0.00000001m);
        targets.Values.Sum(weight => weight.Value).ShouldBe(1m);
    }

    [Fact]
    public void Keeps_short_decimals_and_cash_that_has_a_weight_of_its_own()
    {
        Made([0.1, 0.3, 0.6])[Eth].Value.ShouldBe(0.3m);
        ImmutableSortedDictionary<Asset, Weight> targets =
            TargetWeights.Of([Btc, Usdc], [0.5, 0.2], Usdc).ShouldBeOfType<TargetWeightsOutcome.Made>().Targets;
        targets.ShouldBe([new(Btc, new Weight(0.5m)), new(Usdc, new Weight(0.5m))]);
    }

    [Fact]
    public void Random_weights_always_sum_to_exactly_one_and_lose_less_than_a_step()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            Random random = new(seed);
            double[] weights = [random.NextDouble(), random.NextDouble() * 1e-9, random.NextDouble()];
            double sum = weights.Sum();
            weights = [.. weights.Select(weight => weight / sum)];

            ImmutableSortedDictionary<Asset, Weight> targets = Made([.. weights]);

            targets.Values.Sum(weight => weight.Value).ShouldBe(1m, $"seed {seed}");
            targets.Values.ShouldAllBe(weight => weight.Value >= 0m && weight.Value % TargetWeights.Step == 0m);
            ((double)targets[Btc].Value).ShouldBeInRange(weights[0] - 1.00001e-8, weights[0] + 1e-15);
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(-0.001)]
    [InlineData(1.001)]
    [InlineData(double.MaxValue)]
    public void Rejects_what_is_no_weight(double weight)
    {
        var refused = TargetWeights.Of([Btc, Eth, Sol], [0.2, weight, 0.2], Usdc)
            .ShouldBeOfType<TargetWeightsOutcome.Refused>();

        refused.Why.Code.ShouldBe("weight-unusable");
        refused.Why.Sentence.ShouldContain("ETH");
    }

    [Fact]
    public void Rejects_weights_that_sum_to_more_than_one_and_forgives_rounding()
    {
        TargetWeights.Of([Btc, Eth], [0.7, 0.4], Usdc).ShouldBeOfType<TargetWeightsOutcome.Refused>()
            .Why.ShouldBe(new Reason("weights-exceed-one", "the weights sum to 1.1"));
        Made([-1e-17, 0.4, 0.6 + 1e-12])[Usdc].Value.ShouldBe(0m);
    }

    private static ImmutableSortedDictionary<Asset, Weight> Made(ImmutableArray<double> weights) =>
        TargetWeights.Of([Btc, Eth, Sol], weights, Usdc).ShouldBeOfType<TargetWeightsOutcome.Made>().Targets;
}
