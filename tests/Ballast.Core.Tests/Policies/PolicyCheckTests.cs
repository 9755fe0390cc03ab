using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;

namespace Ballast.Core.Tests.Policies;

public sealed class PolicyCheckTests
{
    [Theory]
    [InlineData("\"trigger\": {}", "no-trigger", "$.trigger")]
    [InlineData("\"trigger\": { \"band\": { \"absolute\": 0.019 } }", "band-narrow", "$.trigger.band")]
    [InlineData("\"trigger\": { \"band\": { \"absolute\": 0.11 } }", "band-wide", "$.trigger.band")]
    [InlineData(
        "\"trigger\": { \"band\": { \"absolute\": 0.05, \"destination\": \"edge\" } }",
        "trigger-equals-destination",
        "$.trigger.band.destination")]
    [InlineData(
        "\"trigger\": { \"band\": { \"absolute\": 0.05, \"perAsset\": { \"BTC\": 0.1 } }, \"emergency\": 0.08 }",
        "emergency-inside-band",
        "$.trigger.emergency")]
    [InlineData(
        "\"trigger\": { \"cooldown\": \"1h\", \"cashFlow\": { \"min\": 5 } }", "cooldown-unused", "$.trigger.cooldown")]
    [InlineData(
        "\"mode\": \"live\", \"trigger\": { \"band\": { \"absolute\": 0.05 } }", "live-without-limits", "$.guards")]
    [InlineData(
        "\"transfers\": {}, \"trigger\": { \"band\": { \"absolute\": 0.05 } }", "transfers-unused", "$.transfers")]
    [InlineData(
        "\"mode\": \"live\", \"transfers\": {}, \"guards\": { \"maxOrderNotional\": 100 }, "
            + "\"trigger\": { \"band\": { \"absolute\": 0.05 } }",
        "transfers-not-live",
        "$.transfers")]
    [InlineData(
        "\"mode\": \"live\", \"guards\": { \"maxOrderNotional\": 500 }, "
            + "\"trigger\": { \"band\": { \"absolute\": 0.05 } }, "
            + "\"hedges\": { \"BTC\": { \"account\": \"paper\", \"maxMargin\": 5 } }",
        "hedges-only-shown",
        "$.hedges")]
    public void Warns_of_what_is_allowed_and_unwise(string fields, string code, string path)
    {
        PolicyWarning warning = PolicyCheck.Of(PolicyText.Policy(PolicyText.With(fields))).ShouldHaveSingleItem();

        warning.Why.Code.ShouldBe(code);
        warning.Path.ShouldBe(path);
    }

    /// <summary>
    /// BTC at 50 % with a band of 2 points leaves it after a 4 % move; 200 bp there and 200 bp back are 4 %.
    /// </summary>
    [Theory]
    [InlineData(200, 1)]
    [InlineData(199, 0)]
    public void Warns_of_a_band_narrower_than_trading_there_and_back(int feeBps, int warnings)
    {
        Policy policy = PolicyText.Policy(PolicyText.With(
            $"\"costs\": {{ \"perAsset\": {{ \"BTC\": {{ \"takerFeeBps\": {feeBps} }} }} }}, \"trigger\": "
            + $"{{ \"band\": {{ \"absolute\": 0.02 }} }}"));

        PolicyCheck.Of(policy).Count(warning => warning.Why.Code == "band-under-cost").ShouldBe(warnings);
    }

    [Fact]
    public void Warns_of_more_than_fifteen_assets()
    {
        string weights = string.Join(", ", Enumerable.Range(0, 16).Select(i => $"\"A{i}\": 0.0625"));
        Policy policy = PolicyText.Policy(
            $$"""
            { "portfolio": "p", "quote": "A0", "accounts": ["x"], "target": { "weights": { {{weights}} } },
              "trigger": { "cashFlow": { "min": 1 } } }
            """);

        PolicyCheck.Of(policy).ShouldHaveSingleItem().Why.Sentence.ShouldContain("16 assets");
    }

    [Fact]
    public void Warns_of_a_minimum_trade_under_the_venues_and_of_assets_without_a_market()
    {
        Policy policy = PolicyText.Policy(
            PolicyText.With("\"trade\": { \"minNotional\": 4 }, \"trigger\": { \"band\": { \"absolute\": 0.05 } }"));
        VenueMarket market = new()
        {
            Account = new AccountId("paper"),
            Instrument = Instrument.Unfiltered(new Asset("BTC"), new Asset("USDC")) with { MinNotional = 5m },
        };

        PolicyCheck.Of(policy, [market]).Select(warning => (warning.Why.Code, warning.Path)).ShouldBe(
            [("minimum-under-venue", "$.trade.minNotional"), ("no-market", "$.target.weights.ETH")]);
    }

    [Fact]
    public void Warns_of_a_fraction_of_a_target_of_zero()
    {
        Policy policy = PolicyText.Policy(
            """
            { "portfolio": "p", "quote": "USDC", "accounts": ["x"], "target": { "weights": { "BTC": 0.5, "ETH": 0.5 } },
              "trigger": { "band": { "relative": 0.1 } } }
            """);

        PolicyCheck.Of(policy).ShouldHaveSingleItem().Why.Sentence.ShouldContain("USDC");
    }
}
