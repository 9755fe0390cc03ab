using System.Collections.Immutable;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;

namespace Ballast.Engine;

/// <summary>What the composition root plugs in.</summary>
public sealed record EnginePorts
{
    /// <summary>The truth.</summary>
    public required IJournal Journal { get; init; }

    /// <summary>Tells the owner.</summary>
    public required INotifier Notifier { get; init; }

    /// <summary>The accounts that portfolios may name.</summary>
    public required ImmutableSortedDictionary<AccountId, AccountPorts> Accounts { get; init; }

    /// <summary>Price sources, each asked for every asset; at least one.</summary>
    public required ImmutableArray<IPriceSource> Prices { get; init; }

    /// <summary>
    /// Bars that have ended; <see langword="null"/> where there are none (triggers that need them stay quiet).
    /// </summary>
    public ICandleSource? Candles { get; init; }

    /// <summary>
    /// What programs of the owner's say of targets; <see langword="null"/> where nothing reads them (policies that name
    /// such a source have no target then, and nothing is traded).
    /// </summary>
    public IExternalTargetSource? Targets { get; init; }

    /// <summary>
    /// Moves assets between accounts; <see langword="null"/> where nothing does: plans then say what to move by hand.
    /// </summary>
    public ITransferGateway? Transfers { get; init; }

    /// <summary>The name of the venue that an account is at; an account that nobody is connected to, or that sends no
    /// orders, names none and is taken for one of its own.</summary>
    public string VenueOf(AccountId account) =>
        Accounts.GetValueOrDefault(account)?.Orders?.Capabilities.Venue ?? $"account {account}";
}
