namespace Ballast.PaperExchange.Services;

/// <summary>The names and terms of the perpetual markets: one for each asset that has a spot market.</summary>
public static class PerpMarkets
{
    private const string Ending = "-PERP";

    /// <summary>Charged when resting, as a fraction of the notional.</summary>
    public const decimal MakerRate = 0.0005m;

    /// <summary>Charged when taking, as a fraction of the notional.</summary>
    public const decimal TakerRate = 0.001m;

    /// <summary>The highest leverage; the lowest is one.</summary>
    public const decimal MaxLeverage = 50m;

    /// <summary>A position whose worth falls to this fraction of its notional is liquidated.</summary>
    public const decimal MaintenanceRate = 0.01m;

    /// <summary>The smallest order, in USDC.</summary>
    public const decimal MinNotional = 1m;

    /// <summary>How many times above or below the mid a limit may lie.</summary>
    public const decimal LimitBand = 10m;

    /// <summary>Such as <c>BTC-PERP</c>.</summary>
    public static string Of(string asset) => asset + Ending;

    /// <summary>The asset of a market's name; empty where it is not one.</summary>
    public static string AssetOf(string market) =>
        market.EndsWith(Ending, StringComparison.Ordinal) ? market[..^Ending.Length] : "";
}
