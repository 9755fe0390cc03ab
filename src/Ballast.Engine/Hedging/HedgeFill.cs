using Ballast.Core.Amounts;

namespace Ballast.Engine.Hedging;

/// <summary>What an order of a hedge came to, by the venue's answer.</summary>
/// <param name="Size">Units, above zero.</param>
/// <param name="Price">At this price on average.</param>
/// <param name="Fee">Charged for it; <see langword="null"/> where the answer does not tell it apart.</param>
public sealed record HedgeFill(Quantity Size, Price Price, Money? Fee);
