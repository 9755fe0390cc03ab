using NodaTime;

namespace Ballast.PaperExchange.Services;

/// <summary>A wallet's purchase or sale, whole.</summary>
/// <param name="Id">Its name, such as <c>trade-4</c>.</param>
/// <param name="Wish">What was asked.</param>
/// <param name="Quantity">Units of the coin.</param>
/// <param name="Value">USDC paid or raised.</param>
/// <param name="At">When.</param>
public sealed record WalletFill(string Id, WalletWish Wish, decimal Quantity, decimal Value, Instant At);
