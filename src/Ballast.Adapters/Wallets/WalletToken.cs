using Ballast.Adapters.Wallets.Addresses;
using Ballast.Core.Amounts;

namespace Ballast.Adapters.Wallets;

/// <summary>A token that a wallet may hold.</summary>
/// <param name="Address">Its contract or mint.</param>
/// <param name="Asset">What policies call it.</param>
public sealed record WalletToken(WalletAddress Address, Asset Asset);
