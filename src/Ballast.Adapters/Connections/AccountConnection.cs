using System.Collections.Immutable;
using Ballast.Adapters.Secrets;
using Ballast.Core.Portfolios;

namespace Ballast.Adapters.Connections;

/// <summary>
/// How one account of the owner's is reached, as the accounts file names it; it holds names of secrets and no secret.
/// Closed: <see cref="BinanceConnection"/>, <see cref="CcxtConnection"/>, <see cref="PurpleFleaConnection"/>,
/// <see cref="WalletConnection"/>.
/// </summary>
public abstract record AccountConnection
{
    private protected AccountConnection()
    {
    }

    /// <summary>The owner's name of the account, which policies use.</summary>
    public required AccountId Account { get; init; }

    /// <summary>
    /// What the account's name stands for, such as <c>binance testnet</c>: a data directory keeps it for ever, because
    /// the balances of two places have nothing to do with each other. Addresses that may change are not part of it.
    /// </summary>
    public abstract string Identity { get; }

    /// <summary>
    /// What its owner accepted in typed words although it is dangerous; <see langword="null"/> where nothing. It is
    /// shown for ever.
    /// </summary>
    public virtual string? Accepted => null;

    /// <summary>The names of the secrets that it cannot be opened without.</summary>
    public abstract ImmutableArray<SecretName> Secrets { get; }
}
