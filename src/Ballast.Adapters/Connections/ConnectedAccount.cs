using Ballast.Core.Portfolios;
using Ballast.Engine;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Connections;

/// <summary>An open connection, as the engine and its owner need it.</summary>
public sealed record ConnectedAccount
{
    /// <summary>The owner's name of the account.</summary>
    public required AccountId Account { get; init; }

    /// <summary>What the account can do; without orders it is only looked at and counted.</summary>
    public required AccountPorts Ports { get; init; }

    /// <summary>Its venue's prices; <see langword="null"/> where it gives none.</summary>
    public IPriceSource? Prices { get; init; }

    /// <summary>Its venue's bars; <see langword="null"/> where it gives none.</summary>
    public ICandleSource? Candles { get; init; }

    /// <summary>Its past trades, or why they cannot be read from the first one on.</summary>
    public required TradeHistoryAccess History { get; init; }

    /// <summary>Where it is and what may be done with it, for people, such as <c>binance testnet, read-only</c>.
    /// </summary>
    public required string Text { get; init; }

    /// <summary>Closes it.</summary>
    public required IDisposable Part { get; init; }
}
