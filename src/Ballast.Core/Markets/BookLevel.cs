using Ballast.Core.Amounts;

namespace Ballast.Core.Markets;

/// <summary>One price level of a book.</summary>
/// <param name="Price">In the market's quote asset.</param>
/// <param name="Size">Units of the base asset, above zero.</param>
public readonly record struct BookLevel(Price Price, Quantity Size);
