namespace Ballast.Adapters.Wallets.Chains;

/// <summary>Asks a server of a chain what a wallet holds.</summary>
internal interface IChainReader
{
    /// <summary>One look.</summary>
    /// <exception cref="EndpointFaultException">The server does not answer, or serves another chain.</exception>
    /// <exception cref="FormatException">Its answer cannot be read.</exception>
    Task<ChainSight> LookAsync(ChainWire wire, CancellationToken cancellation);
}
