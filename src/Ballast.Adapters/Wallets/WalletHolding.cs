using Ballast.Core.Amounts;

namespace Ballast.Adapters.Wallets;

/// <summary>One asset of a wallet.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="Confirmed">Units that have been the wallet's for as long as the chain needs to be sure.</param>
/// <param name="Latest">Units with everything that is on its way in or out.</param>
public sealed record WalletHolding(Asset Asset, Quantity Confirmed, Quantity Latest)
{
    /// <summary>What is on its way: above zero in, below zero out.</summary>
    public Quantity Unconfirmed => Latest - Confirmed;
}
