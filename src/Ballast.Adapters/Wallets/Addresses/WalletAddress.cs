namespace Ballast.Adapters.Wallets.Addresses;

/// <summary>Where a wallet is found on its chain. Closed: <see cref="Bitcoin"/>, <see cref="BitcoinAccount"/>,
/// <see cref="Evm"/>, <see cref="Solana"/>.</summary>
/// <param name="Text">As the chain's servers want it.</param>
public abstract record WalletAddress(string Text)
{
    /// <summary>One address.</summary>
    public sealed record Bitcoin(string Text) : WalletAddress(Text);

    /// <summary>All addresses of an account: an extended public key (xpub, ypub or zpub).</summary>
    public sealed record BitcoinAccount(string Text) : WalletAddress(Text);

    /// <summary>Twenty bytes on Ethereum or a chain like it, spelt with its checksum.</summary>
    public sealed record Evm(string Text) : WalletAddress(Text);

    /// <summary>Thirty-two bytes on Solana.</summary>
    public sealed record Solana(string Text) : WalletAddress(Text);

    /// <summary>The address.</summary>
    public sealed override string ToString() => Text;
}

/// <summary>The answer to reading an address. Closed: <see cref="Read"/> or <see cref="Refused"/>.</summary>
public abstract record WalletAddressReading
{
    private WalletAddressReading()
    {
    }

    /// <summary>It is one.</summary>
    public sealed record Read(WalletAddress Address) : WalletAddressReading;

    /// <summary>It is none.</summary>
    /// <param name="Cause">What is wrong with it; never the text itself, which may be a key.</param>
    public sealed record Refused(string Cause) : WalletAddressReading;
}
