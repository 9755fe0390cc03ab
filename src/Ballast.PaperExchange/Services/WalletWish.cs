using Ballast.Core.Markets;

namespace Ballast.PaperExchange.Services;

/// <summary>A wish to buy or sell a coin for the wallet's USDC, at the market.</summary>
public sealed record WalletWish
{
    /// <summary>The coin.</summary>
    public required string Asset { get; init; }

    /// <summary>Buy or sell.</summary>
    public required TradeSide Side { get; init; }

    /// <summary>Units of the coin, or <see langword="null"/> for a wish by value.</summary>
    public required decimal? Quantity { get; init; }

    /// <summary>USDC to spend or to raise, for a wish by value.</summary>
    public required decimal? QuoteAmount { get; init; }

    /// <summary>How far from the mid it may walk; <see langword="null"/> takes any depth.</summary>
    public required decimal? MaxSlippageBps { get; init; }

    /// <summary>The agent's own words.</summary>
    public required string Reason { get; init; }
}
