using System.Collections.Immutable;
using NodaTime;

namespace Ballast.Adapters.Wallets;

/// <summary>The answer to counting a wallet. Closed: <see cref="Counted"/> or <see cref="Unread"/>.</summary>
public abstract record WalletReading
{
    private WalletReading()
    {
    }

    /// <summary>A server that is up to date said what it holds.</summary>
    /// <param name="Holdings">One per asset that is not zero, in ordinal order.</param>
    /// <param name="Height">The newest block or slot of that server.</param>
    /// <param name="At">When it was asked.</param>
    /// <param name="Endpoint">The server.</param>
    public sealed record Counted(ImmutableArray<WalletHolding> Holdings, long Height, Instant At, string Endpoint)
        : WalletReading;

    /// <summary>None did: what it holds is unknown, not zero.</summary>
    /// <param name="Why">What each server did instead.</param>
    public sealed record Unread(string Why) : WalletReading;
}
