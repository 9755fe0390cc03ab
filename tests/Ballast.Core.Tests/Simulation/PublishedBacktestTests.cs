using System.Collections.Immutable;
using System.Text.Json;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Policies;
using Ballast.Core.Reports;
using Ballast.Core.Simulation;

namespace Ballast.Core.Tests.Simulation;

/// <summary>
/// Against backtests published by others: the 15-coin panel of <c>crypto_reference/backtest_expected.json</c> (its
/// conventions are written in it), and buying and holding, the best stock, the uniform and the best constantly
/// rebalanced portfolio on the NYSE(O) relatives of Cover (1991) and the DJIA relatives of Borodin, El-Yaniv and Gogan
/// (2004).
/// </summary>
public sealed class PublishedBacktestTests
{
    private const double Tolerance = 1e-6;

    [Theory]
    [InlineData("none", 0)]
    [InlineData("none", 10)]
    [InlineData("monthly", 0)]
    [InlineData("monthly", 10)]
    public void Meets_the_published_answers_of_fifteen_coins(string rule, int feeBps)
    {
        TriggerPolicy trigger = rule == "none" ? new TriggerPolicy() : Calendar("0 0 1 * *");
        Policy policy = PanelPrices.Policy(PanelPrices.EqualWeights(PanelPrices.FifteenCoins), trigger, feeBps);
        BacktestMeasures actual = Measured(policy);
        JsonElement expected = Expected($"{rule}|fee{(feeBps == 0 ? "0.0" : "0.001")}");

        ShouldBe((double)actual.FinalValue.Value, expected, "final");
        ShouldBe(actual.PerYear, expected, "cagr_365");
        ShouldBe(actual.Volatility, expected, "vol_365");
        ShouldBe(actual.Sharpe, expected, "sharpe_rf0_365");
        ShouldBe(actual.MaxDrawdown, expected, "max_drawdown");
        ShouldBe(actual.Rebalances, expected, "rebalances");
        ShouldBe((double)actual.Notional.Value, expected, "turnover_notional");
        ShouldBe((double)actual.Costs.Value, expected, "fees");
    }

    [Theory]
    [InlineData("nyse_o", "uniform_CRP_daily")]
    [InlineData("nyse_o", "uniform_buy_and_hold")]
    [InlineData("nyse_o", "best_stock")]
    [InlineData("nyse_o", "BCRP")]
    [InlineData("djia", "uniform_CRP_daily")]
    [InlineData("djia", "uniform_buy_and_hold")]
    [InlineData("djia", "best_stock")]
    [InlineData("djia", "BCRP")]
    public void Wealth_of_published_stocks_grows_as_published(string market, string rule)
    {
        string answers = File.ReadAllText(PanelPrices.PathOf("optimizer/olps/expected_wealth.json"));
        using JsonDocument published = JsonDocument.Parse(answers);
        JsonElement expected = published.RootElement.GetProperty(market);
        CandleTable prices = PanelPrices.FromWealth($"optimizer/olps/{market}.csv.gz");
        ImmutableSortedDictionary<Asset, Weight> target = rule switch
        {
            "best_stock" => PanelPrices.EqualWeights(
                [PanelPrices.Stock(expected.GetProperty("best_stock_index").GetInt32())]),
            "BCRP" => PanelPrices.WrittenWeights($"optimizer/olps/{market}_bcrp_weights.csv"),
            _ => PanelPrices.EqualWeights(prices.Assets),
        };
        TriggerPolicy trigger = rule is "BCRP" or "uniform_CRP_daily" ? Calendar("0 0 * * *") : new TriggerPolicy();

        BacktestRun run = Backtest.Run(new BacktestRequest
        {
            Policy = PanelPrices.Policy(target, trigger, 0m),
            Prices = prices,
            Fill = FillModel.SameClose,
        }).ShouldBeOfType<BacktestOutcome.Completed>().Run;

        // Weights of the best constant mix are published to eight digits; wealth is flat where it is best.
        double actual = (double)(run.Values[^1].Value / run.Values[0].Value);
        Math.Abs((actual / expected.GetProperty(rule).GetDouble()) - 1.0).ShouldBeLessThan(1e-9);
    }

    private static TriggerPolicy Calendar(string cron) =>
        new() { Schedule = new SchedulePolicy(cron, "UTC", Destination.Target) };

    private static BacktestMeasures Measured(Policy policy)
    {
        BacktestRun run = Backtest.Run(new BacktestRequest
        {
            Policy = policy,
            Prices = PanelPrices.FifteenCoinsDaily(),
            Fill = FillModel.SameClose,
        }).ShouldBeOfType<BacktestOutcome.Completed>().Run;
        return BacktestMeasures.Of(run, new double[run.Values.Length - 1], holdPerYear: 0.0);
    }

    private static JsonElement Expected(string name)
    {
        byte[] answers = File.ReadAllBytes(PanelPrices.PathOf("optimizer/crypto_reference/backtest_expected.json"));
        return JsonDocument.Parse(answers).RootElement.GetProperty("results").GetProperty(name);
    }

    private static void ShouldBe(double actual, JsonElement expected, string field)
    {
        double value = expected.GetProperty(field).GetDouble();
        double error = value == 0.0 ? Math.Abs(actual) : Math.Abs((actual / value) - 1.0);
        error.ShouldBeLessThan(Tolerance, $"{field}: {actual} instead of {value}");
    }
}
