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

    /// <summary>Bars that have ended; <see langword="null"/> where there are none (triggers that need them stay quiet).</summary>
    public ICandleSource? Candles { get; init; }
}

/// <summary>What one account can do.</summary>
public sealed record AccountPorts
{
    /// <summary>Its balances.</summary>
    public required IBalanceSource Balances { get; init; }

    /// <summary>Its orders; <see langword="null"/> for an account that is only counted.</summary>
    public IOrderGateway? Orders { get; init; }

    /// <summary>Its markets; <see langword="null"/> where there is no catalogue.</summary>
    public IInstrumentCatalog? Catalog { get; init; }

    /// <summary>Its books; <see langword="null"/> where depth is not known.</summary>
    public IOrderBookSource? Books { get; init; }
}
