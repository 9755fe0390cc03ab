using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Policies;
using Ballast.Core.Targets.Moving;
using Ballast.Core.Tests.Policies;

namespace Ballast.Core.Tests.Targets.Moving;

/// <summary>What one estimate counts. Volatilities are worked out here from the returns of the whole mix, and not from
/// a covariance.</summary>
public sealed class AimEstimateTests
{
    [Fact]
    public void A_volatility_to_aim_at_counts_fixed_assets_that_move()
    {
        TargetState state = Day60("""
            "method": "target-volatility", "assets": ["AAA", "BBB"], "fixed": { "CCC": 0.2 },
            "targetVolatility": 0.155, "bounds": { "min": 0, "max": 1 }
            """);

        state.Weights[new Asset("CCC")].Value.ShouldBe(0.2m);
        Volatility(state).ShouldBe(0.155, 1e-6);
    }

    [Fact]
    public void A_volatility_that_the_fixed_assets_alone_exceed_is_refused()
    {
        TargetState state = Day60("""
            "method": "target-volatility", "assets": ["AAA", "BBB"], "fixed": { "CCC": 0.8 },
            "targetVolatility": 0.12, "bounds": { "min": 0, "max": 1 }
            """);

        state.IsKnown.ShouldBeFalse();
        state.Held!.Code.ShouldBe("target-out-of-reach");
    }

    [Fact]
    public void Scaling_to_a_volatility_counts_fixed_assets_that_move()
    {
        TargetState state = Day60("""
            "method": "equal", "assets": ["AAA", "BBB"], "fixed": { "CCC": 0.8 }, "scaleToVolatility": 0.2
            """);

        state.Remarks.Single().Code.ShouldBe("scaled-to-volatility");
        Volatility(state).ShouldBe(0.2, 1e-6);
        state.Weights[new Asset("CCC")].Value.ShouldBeLessThan(0.5m);
    }

    [Fact]
    public void A_return_to_aim_at_counts_what_fixed_assets_earn()
    {
        // Turned upside down CCC rises: a fifth of it earns a tenth a year, which AAA and BBB alone cannot.
        CandleTable risen = WavePrices.Table(61, (_, coin, close) => coin == 2 ? 10_000m / close : close);
        TargetState state = Day60("""
            "method": "target-return", "assets": ["AAA", "BBB"], "fixed": { "CCC": 0.2 },
            "targetReturn": 0.135, "bounds": { "min": 0, "max": 1 }
            """, risen);

        (Returns(state, risen).Average() * 365.0).ShouldBe(0.135, 1e-6);
    }

    [Fact]
    public void A_method_that_shares_out_the_rest_does_not_ask_for_the_past_of_fixed_assets()
    {
        CandleTable young = WavePrices.Table(120, (day, coin, close) => coin == 2 && day < 50 ? -1m : close);

        Day60("""
            "method": "risk-parity", "assets": ["AAA", "BBB"], "fixed": { "CCC": 0.4 }
            """, young).IsKnown.ShouldBeTrue();
    }

    private static TargetState Day60(string target) => Day60(target, WavePrices.Table(61));

    private static TargetState Day60(string target, CandleTable table)
    {
        Policy policy = PolicyText.Policy(
            $$"""{ "portfolio": "p", "quote": "USD", "accounts": ["x"], "target": { {{target}} } }""");
        return TargetCourse.Of(policy)!.Allocate(
            TargetState.None,
            new TargetSources(table.PastAt(table.Instants.IndexOf(WavePrices.Day(60))), null),
            WavePrices.Day(60));
    }

    private static double Volatility(TargetState state)
    {
        double[] returns = Returns(state, WavePrices.Table(61));
        double mean = returns.Average();
        return Math.Sqrt(returns.Sum(value => (value - mean) * (value - mean)) / (returns.Length - 1) * 365.0);
    }

    // The returns of a mix that is put back to its weights every day.
    private static double[] Returns(TargetState state, CandleTable table) =>
        [.. Enumerable.Range(1, 60).Select(day => WavePrices.Coins.Sum(coin =>
            (double)state.Weights.GetValueOrDefault(coin).Value * Return(table, coin, day)))];

    private static double Return(CandleTable table, Asset coin, int day) =>
        (double)((table.SeriesOf(coin)[day].Close.Value / table.SeriesOf(coin)[day - 1].Close.Value) - 1m);
}
