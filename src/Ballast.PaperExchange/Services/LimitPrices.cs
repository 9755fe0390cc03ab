using Ballast.Core.Markets;

namespace Ballast.PaperExchange.Services;

/// <summary>The worst price that a wish allows.</summary>
internal static class LimitPrices
{
    private const decimal OneBp = 0.0001m;

    /// <summary>The mid and so many bp beyond it; <see langword="null"/> where the wish allows any.</summary>
    public static decimal? Of(TradeSide side, decimal mid, decimal? maxSlippageBps) => maxSlippageBps is not { } bps
        ? null
        : mid * (1m + (side == TradeSide.Buy ? bps : -Math.Min(bps, 10_000m)) * OneBp);
}
