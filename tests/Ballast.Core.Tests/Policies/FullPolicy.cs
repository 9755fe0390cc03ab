namespace Ballast.Core.Tests.Policies;

/// <summary>A file that uses every field.</summary>
internal static class FullPolicy
{
    public const string Text =
        """
        {
          "$schema": "./policy.schema.json",
          "portfolio": "core",
          "quote": "USDC",
          "accounts": ["paper", "cold-wallet"],
          "mode": "shadow",
          "target": { "weights": { "BTC": 0.40, "ETH": 0.30, "SOL": 0.20, "USDC": 0.10 } },
          "equivalents": { "USDC": ["USDT", "USD"], "BTC": ["WBTC"] },
          "untracked": "sell",
          "locked": { "ETH": 1.5 }, "noSell": ["SOL"], "noBuy": ["BTC"],
          "trigger": {
            "checkEvery": "1h", "cooldown": "6h",
            "band": { "relative": 0.20, "floor": 0.01, "absolute": 0.05,
              "perAsset": { "SOL": 0.08 }, "destination": "half" },
            "emergency": 0.15,
            "schedule": { "cron": "0 0 1 * *", "timeZone": "UTC", "destination": "target" },
            "volatilityBand": { "respond": "tighten", "base": 0.05, "min": 0.02, "max": 0.10, "window": 20 },
            "atrSchedule": { "asset": "BTC", "atrDays": 7, "rangeDays": 90, "percentile": 80,
              "calm": "7d", "wild": "1d" },
            "cashFlow": { "min": 50 },
            "inflowShock": { "fraction": 0.10 },
            "volatilitySpike": { "multiple": 2.0, "window": 20, "history": 90,
              "target": { "USDC": 0.5, "BTC": 0.3, "ETH": 0.2 }, "calmFor": "3d" },
            "drawdown": { "fraction": 0.20, "lookback": "90d", "reduceTo": 0.5, "restoreAt": 0.10 }
          },
          "trade": { "scope": "breaching", "flows": "only", "minNotional": 10, "reserve": { "USDC": 25 } },
          "across": { "whenDown": "count", "tradedAt": { "SOL": ["paper"] } },
          "transfers": { "feeCeiling": 2.5, "deadline": "12h", "driftBpsPerDay": 3, "horizon": "5d" },
          "hedges": { "BTC": { "account": "paper", "market": "BTC-PERP", "ratio": 0.5, "overweight": 0.05, "band": 0.2,
            "leverage": 2, "maxMargin": 500, "minDistance": 0.2 } },
          "execution": { "style": "limit-then-market", "maxSlippageBps": 50, "limitTimeout": "90s",
            "maxDepthShare": 0.10 },
          "costs": { "takerFeeBps": 10, "makerFeeBps": -1, "spreadBps": 2, "fixed": 0.5, "impactBps": 100,
            "dailyVolume": 1000000, "perAsset": { "BTC": { "takerFeeBps": 5 } } },
          "guards": { "maxPriceAge": "60s", "maxPriceJump": 0.25, "maxOrderNotional": 5000, "maxDailyTurnover": 0.5,
            "minInterval": "10m", "sessionLoss": 0.10, "session": "1d" }
        }
        """;
}
