using System.Collections.Immutable;
using NodaTime;

namespace Ballast.Adapters.Wallets;

/// <summary>What one server says of a wallet.</summary>
/// <param name="Height">The newest block or slot that it knows.</param>
/// <param name="HeadAt">When that block was made.</param>
/// <param name="Holdings">What the wallet holds; an asset may be there more than once.</param>
internal sealed record ChainSight(long Height, Instant HeadAt, ImmutableArray<WalletHolding> Holdings);
