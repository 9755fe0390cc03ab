using Ballast.Core.Amounts;
using NodaTime;

namespace Ballast.Core.Guards;

/// <summary>A price that was good enough to act on.</summary>
/// <param name="Price">Units of the portfolio's quote currency per unit.</param>
/// <param name="At">When it was judged so, or <see langword="null"/> where that was not written down.</param>
public sealed record AcceptedPrice(Price Price, Instant? At)
{
    /// <summary>Whether another price was refused as a jump since.</summary>
    public bool IsDoubted { get; init; }
}
