using System.Collections.Immutable;
using Ballast.Core.Portfolios;
using Ballast.Engine;
using Ballast.Engine.Ports;

namespace Ballast.Server.Installations;

/// <summary>What opening a market gave. Closed: <see cref="Opened"/>, <see cref="BadInput"/> or
/// <see cref="Refused"/>.</summary>
internal abstract record MarketOpening
{
    /// <summary>It is there.</summary>
    public sealed record Opened(OpenMarket Market) : MarketOpening;

    /// <summary>What was asked for does not make sense here.</summary>
    public sealed record BadInput(string Cause, string WayOut) : MarketOpening;

    /// <summary>It cannot be reached or its files cannot be used.</summary>
    public sealed record Refused(string Cause, string WayOut) : MarketOpening;
}

/// <summary>A market with its clock, as the engine needs it.</summary>
internal sealed record OpenMarket
{
    /// <summary>Its accounts.</summary>
    public required ImmutableSortedDictionary<AccountId, AccountPorts> Accounts { get; init; }

    /// <summary>Its prices, those of services' sleeves among them.</summary>
    public required ImmutableArray<IPriceSource> Prices { get; init; }

    /// <summary>Its bars.</summary>
    public required ICandleSource Candles { get; init; }

    /// <summary>Its time, which is journaled time.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Market seconds per real second.</summary>
    public required double Speed { get; init; }

    /// <summary>Where prices come from and how fast time runs, for people.</summary>
    public required string Text { get; init; }

    /// <summary>Whose money it is.</summary>
    public MarketMoney Money { get; init; }

    /// <summary>What the owner ever accepted in typed words although it is dangerous.</summary>
    public ImmutableArray<string> Accepted { get; init; } = [];

    /// <summary>When its prices end; <see langword="null"/> for a market that goes on for ever.</summary>
    public RecordingEnd? End { get; init; }

    /// <summary>The installation's number at the very first start.</summary>
    public required uint Installation { get; init; }

    /// <summary>The journal as the engine is to see it.</summary>
    public required Func<IJournal, IJournal> Pace { get; init; }

    /// <summary>The exchange where it is in this process.</summary>
    public EmbeddedExchange? Exchange { get; init; }

    /// <summary>Where the exchange answers, when it is in another process.</summary>
    public Uri? ExchangeAddress { get; init; }

    /// <summary>Moves cash between its accounts; <see langword="null"/> where nothing does.</summary>
    public ITransferGateway? Transfers { get; init; }

    /// <summary>What is to be closed after the engine, in this order.</summary>
    public required IReadOnlyList<IAsyncDisposable> Parts { get; init; }
}

/// <summary>Whose money a market is about.</summary>
internal enum MarketMoney
{
    /// <summary>Play money of a paper exchange.</summary>
    Paper = 0,

    /// <summary>What the owner's connected accounts hold.</summary>
    Owners = 1,
}
