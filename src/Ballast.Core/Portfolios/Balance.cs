using Ballast.Core.Amounts;

namespace Ballast.Core.Portfolios;

/// <summary>One asset of one account, as the venue states it.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="Free">Units that an order may use; zero or more.</param>
/// <param name="Locked">Units that open orders or the venue hold; zero or more.</param>
public sealed record Balance(Asset Asset, Quantity Free, Quantity Locked)
{
    /// <summary>Free and locked together.</summary>
    public Quantity Total => Free + Locked;
}
