using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Portfolios;

namespace Ballast.Engine.Lots;

/// <summary>Which past trades are to be as if no file had told of them.</summary>
public sealed record TradeRetraction
{
    /// <summary>Whose.</summary>
    public required AccountId Account { get; init; }

    /// <summary>The trades; a market may be left out (empty) where the number is known on one market alone.</summary>
    public required ImmutableArray<TradeName> Trades { get; init; }

    /// <summary>Which file's word is taken back; <see langword="null"/> takes back that of all.</summary>
    public string? Source { get; init; }

    /// <summary>What is done with those among them of which no file said anything.</summary>
    public required UntoldTrades Others { get; init; }

    /// <summary>Who wants it.</summary>
    public required string Actor { get; init; }

    /// <summary>What for.</summary>
    public required Reason Why { get; init; }
}

/// <summary>What is done with trades of which no file said anything.</summary>
public enum UntoldTrades
{
    /// <summary>One of them, and nothing is retracted.</summary>
    Refused = 0,

    /// <summary>They stay as they are.</summary>
    LeftAlone = 1,
}
