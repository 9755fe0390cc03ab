namespace Ballast.Core.Tests.Policies;

/// <summary>
/// Fields that are wrong beside the required ones: fields, path of the error, a fragment of what it says.
/// </summary>
internal static class BadPolicies
{
    public static TheoryData<string, string, string> Fields { get; } = new()
    {
        { "\"trigers\": {}", "$.trigers", "did you mean \"trigger\"" },
        { "\"zzz\": {}", "$.zzz", "only $schema, portfolio" },
        { "\"mode\": \"papr\"", "$.mode", "\"paper\", \"shadow\", \"live\"" },
        { "\"mode\": 1", "$.mode", "found 1" },
        { "\"mode\": null", "$.mode", "found null" },
        { "\"untracked\": \"keep\"", "$.untracked", "\"ignore\", \"sell\"" },
        { "\"$schema\": 3", "$.$schema", "address of a JSON Schema" },
        { "\"equivalents\": { \"USDC\": [] }", "$.equivalents.USDC", "a list of 1 to 50" },
        { "\"equivalents\": { \"USDC\": [\"USDT\", \"USDT\"] }", "$.equivalents.USDC[1]", "none twice" },
        { "\"equivalents\": { \"USDC\": [\"BTC\"] }", "$.equivalents.USDC[0]", "BTC, which has a target of its own" },
        { "\"equivalents\": { \"BTC\": [\"WBTC\"], \"ETH\": [\"WBTC\"] }", "$.equivalents.ETH[0]",
            "is an equivalent of BTC already" },
        { "\"equivalents\": { \"DOGE\": [\"WDOGE\"] }", "$.equivalents.DOGE", "assets of the target and the quote" },
        { "\"equivalents\": { \"BTC\": \"WBTC\" }", "$.equivalents.BTC", "a list of" },
        { "\"locked\": { \"ETH\": -1 }", "$.locked.ETH", "from 0" },
        { "\"locked\": { \"DOGE\": 1 }", "$.locked.DOGE", "name it in the target" },
        { "\"locked\": { \"ETH\": 1, \"ETH\": 2 }", "$.locked.ETH", "each asset once" },
        { "\"locked\": []", "$.locked", "an object that gives a value per asset" },
        { "\"locked\": { \"E TH\": 1 }", "$.locked['E TH']", "an asset name" },
        { "\"noSell\": [\"DOGE\"]", "$.noSell", "the asset DOGE" },
        { "\"noSell\": [\"BTC\", \"BTC\"]", "$.noSell[1]", "none twice" },
        { "\"noBuy\": \"BTC\"", "$.noBuy", "a list of" },
        { "\"noBuy\": [7]", "$.noBuy[0]", "found 7" },
        { "\"noSell\": [\"BTC\", \"ETH\"], \"noBuy\": [\"BTC\", \"ETH\"]", "$.noBuy", "at least one trade" },
        { "\"across\": { \"tradedAt\": { \"USDC\": [\"paper\"] } }", "$.across.tradedAt.USDC", "not the quote" },
        { "\"across\": { \"tradedAt\": { \"DOGE\": [\"paper\"] } }", "$.across.tradedAt.DOGE", "of the target" },
        { "\"across\": { \"tradedAt\": { \"BTC\": [\"kraken\"] } }", "$.across.tradedAt.BTC",
            "some of the policy's accounts" },
        { "\"across\": { \"tradedAt\": { \"BTC\": [] } }", "$.across.tradedAt.BTC", "a list of 1 to 64" },
        { "\"trigger\": null", "$.trigger", "leave it out" },
        { "\"trigger\": { \"checkEvery\": \"0s\" }", "$.trigger.checkEvery", "\"tick\"" },
        { "\"trigger\": { \"checkEvery\": \"1.5h\" }", "$.trigger.checkEvery", "a whole number and ms, s, m, h or d" },
        { "\"trigger\": { \"checkEvery\": \"1 h\" }", "$.trigger.checkEvery", "found \"1 h\"" },
        { "\"trigger\": { \"checkEvery\": 60 }", "$.trigger.checkEvery", "found 60" },
        { "\"trigger\": { \"cooldown\": \"-1h\" }", "$.trigger.cooldown", "a duration from \"0s\"" },
        { "\"trigger\": { \"cooldown\": \"999999999d\" }", "$.trigger.cooldown", "up to \"366d\"" },
        { "\"trigger\": { \"band\": {} }", "$.trigger.band", "no width for BTC, ETH, USDC" },
        { "\"trigger\": { \"band\": { \"relative\": 0 } }", "$.trigger.band.relative", "above 0" },
        { "\"trigger\": { \"band\": { \"relative\": 20 } }", "$.trigger.band.relative", "20 % is 0.20" },
        { "\"trigger\": { \"band\": { \"absolute\": 5 } }", "$.trigger.band.absolute", "5 points are 0.05" },
        { "\"trigger\": { \"band\": { \"absolute\": -0.05 } }", "$.trigger.band.absolute", "found -0.05" },
        { "\"trigger\": { \"band\": { \"absolute\": 0.05, \"floor\": 0.01 } }", "$.trigger.band.floor",
            "without relative" },
        { "\"trigger\": { \"band\": { \"perAsset\": { \"BTC\": 0.05 } } }", "$.trigger.band",
            "no width for ETH, USDC" },
        { "\"trigger\": { \"band\": { \"absolute\": 0.05, \"perAsset\": { \"SOL\": 0.08 } } }",
            "$.trigger.band.perAsset.SOL", "the asset SOL" },
        { "\"trigger\": { \"band\": { \"absolute\": 0.05, \"destination\": \"middle\" } }",
            "$.trigger.band.destination", "\"half\"" },
        { "\"trigger\": { \"band\": { \"absolute\": 0.05, \"absolute\": 0.06 } }", "$.trigger.band.absolute",
            "each field once" },
        { "\"trigger\": { \"band\": { \"Absolute\": 0.05 } }", "$.trigger.band.Absolute", "did you mean \"absolute\"" },
        { "\"trigger\": { \"emergency\": 0.05, \"band\": { \"absolute\": 0.05 } }", "$.trigger.emergency",
            "narrowest band, which is 0.05" },
        { "\"trigger\": { \"emergency\": 1 }", "$.trigger.emergency", "below 1" },
        { "\"trigger\": { \"emergency\": 1e400 }", "$.trigger.emergency", "found 1e400" },
        { "\"trigger\": { \"schedule\": {} }", "$.trigger.schedule.cron", "required" },
        { "\"trigger\": { \"schedule\": { \"cron\": \"0 0 1 *\" } }", "$.trigger.schedule.cron", "five cron fields" },
        { "\"trigger\": { \"schedule\": { \"cron\": \"0 25 * * *\" } }", "$.trigger.schedule.cron",
            "five cron fields" },
        { "\"trigger\": { \"schedule\": { \"cron\": \"0 0 31 2 *\" } }", "$.trigger.schedule.cron", "some day meet" },
        { "\"trigger\": { \"schedule\": { \"cron\": \"0 0 * * *\", \"timeZone\": \"Mars/Base\" } }",
            "$.trigger.schedule.timeZone", "IANA" },
        { Volatility("0.02", "0.05", "0.10", "1"), "$.trigger.volatilityBand.window", "from 2 up to 1000" },
        { Volatility("0.06", "0.05", "0.10", "20"), "$.trigger.volatilityBand.base", "min <= base <= max" },
        { Volatility("0.02", "0.05", "0.04", "20"), "$.trigger.volatilityBand.base",
            "0.05 with min 0.02 and max 0.04" },
        { Volatility("0.02", "0.05", "0.10", "20.5"), "$.trigger.volatilityBand.window", "a whole number" },
        { Atr("USDC", 7, 90), "$.trigger.atrSchedule.asset", "other than the quote" },
        { Atr("BTC", 90, 90), "$.trigger.atrSchedule.rangeDays", "more days than atrDays" },
        { Atr("BTC", 0, 90), "$.trigger.atrSchedule.atrDays", "from 1" },
        { "\"trigger\": { \"cashFlow\": { \"min\": 0 } }", "$.trigger.cashFlow.min", "above 0" },
        { "\"trigger\": { \"inflowShock\": 0.1 }", "$.trigger.inflowShock", "an object" },
        { Spike("{ \"USDC\": 0.5 }"), "$.trigger.volatilitySpike.target", "0.5 is missing" },
        { Spike("{ \"DOGE\": 1 }"), "$.trigger.volatilitySpike.target.DOGE", "the asset DOGE" },
        { Drawdown("0.2", "0.2"), "$.trigger.drawdown.restoreAt", "below fraction" },
        { Drawdown("1", "0.1"), "$.trigger.drawdown.fraction", "below 1" },
        { "\"trade\": { \"scope\": \"part\" }", "$.trade.scope", "\"breaching\"" },
        { "\"trade\": { \"minNotional\": -1 }", "$.trade.minNotional", "from 0" },
        { "\"trade\": { \"minNotional\": \"1e3\" }", "$.trade.minNotional", "found \"1e3\"" },
        { "\"trade\": { \"minNotional\": \"NaN\" }", "$.trade.minNotional", "a number from 0" },
        { "\"trade\": { \"minNotional\": 1e13 }", "$.trade.minNotional", "up to 1000000000000" },
        { "\"trade\": { \"minNotional\": 0.00000000000000000000000000001 }", "$.trade.minNotional",
            "at most 28 digits" },
        { "\"trade\": { \"reserve\": { \"DOGE\": 25 } }", "$.trade.reserve.DOGE", "the asset DOGE" },
        { "\"execution\": { \"maxSlippageBps\": 0 }", "$.execution.maxSlippageBps", "above 0" },
        { "\"execution\": { \"maxDepthShare\": 1.01 }", "$.execution.maxDepthShare", "up to 1" },
        { "\"execution\": { \"limitTimeout\": \"2d\" }", "$.execution.limitTimeout", "\"1d\"" },
        { "\"execution\": { \"style\": \"limitThenMarket\" }", "$.execution.style", "\"limit-then-market\"" },
        { "\"costs\": { \"takerFeeBps\": 1001 }", "$.costs.takerFeeBps", "in basis points" },
        { "\"costs\": { \"impactBps\": 10 }", "$.costs.dailyVolume", "a daily volume" },
        { "\"costs\": { \"perAsset\": { \"BTC\": { \"perAsset\": {} } } }", "$.costs.perAsset.BTC.perAsset",
            "only takerFeeBps" },
        { "\"costs\": { \"perAsset\": { \"SOL\": {} } }", "$.costs.perAsset.SOL", "the asset SOL" },
        { "\"guards\": { \"maxPriceAge\": \"0s\" }", "$.guards.maxPriceAge", "from \"1s\"" },
        { "\"guards\": { \"sessionLoss\": 10 }", "$.guards.sessionLoss", "below 1" },
        { "\"guards\": { \"maxOrderNotional\": 5 }, \"trade\": { \"minNotional\": 10 }", "$.guards.maxOrderNotional",
            "no order is possible" },
        { "\"guards\": { \"maxDailyTurnover\": true }", "$.guards.maxDailyTurnover", "found true" },
        { "\"guards\": { \"session\": \"1w\" }", "$.guards.session", "ms, s, m, h or d" },
        { Hedge("BTC", "\"account\": \"other\", \"maxMargin\": 5"), "$.hedges.BTC.account",
            "one of the policy's accounts" },
        { Hedge("DOGE", "\"account\": \"paper\", \"maxMargin\": 5"), "$.hedges.DOGE", "an asset of the target" },
        { Hedge("USDC", "\"account\": \"paper\", \"maxMargin\": 5"), "$.hedges.USDC", "the quote currency" },
        { Hedge("BTC", "\"account\": \"paper\""), "$.hedges.BTC.maxMargin", "required" },
        { Hedge("BTC", "\"account\": \"paper\", \"maxMargin\": 5, \"ratio\": 1.1"), "$.hedges.BTC.ratio",
            "up to 1" },
        { Hedge("BTC", "\"account\": \"paper\", \"maxMargin\": 5, \"leverage\": 4"), "$.hedges.BTC.minDistance",
            "at most 12.5 %" },
    };

    private static string Hedge(string asset, string fields) => $$"""
        "hedges": { "{{asset}}": { {{fields}} } }
        """;

    private static string Volatility(string min, string middle, string max, string window) =>
        $$"""
        "trigger": { "volatilityBand":
            { "respond": "tighten", "base": {{middle}}, "min": {{min}}, "max": {{max}}, "window": {{window}} } }
        """;

    private static string Atr(string asset, int atrDays, int rangeDays) =>
        $$"""
        "trigger": { "atrSchedule":
            { "asset": "{{asset}}", "atrDays": {{atrDays}}, "rangeDays": {{rangeDays}}, "percentile": 80,
              "calm": "7d", "wild": "1d" } }
        """;

    private static string Spike(string target) =>
        $$"""
        "trigger": { "volatilitySpike":
            { "multiple": 2, "window": 20, "history": 90, "target": {{target}}, "calmFor": "3d" } }
        """;

    private static string Drawdown(string fraction, string restoreAt) =>
        $$"""
        "trigger": { "drawdown":
            { "fraction": {{fraction}}, "lookback": "90d", "reduceTo": 0.5, "restoreAt": {{restoreAt}} } }
        """;
}
