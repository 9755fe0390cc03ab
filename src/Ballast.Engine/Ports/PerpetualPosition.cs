using Ballast.Core.Amounts;
using NodaTime;

namespace Ballast.Engine.Ports;

/// <summary>An open perpetual. What its venue did not say is <see langword="null"/> and never zero.</summary>
public sealed record PerpetualPosition
{
    /// <summary>The venue's name of it, such as <c>BTC/USDT:USDT</c>.</summary>
    public required string Symbol { get; init; }

    /// <summary>Whether it gains when the price rises.</summary>
    public required PositionSide Side { get; init; }

    /// <summary>Units of the base that it stands for, never negative.</summary>
    public required Quantity Size { get; init; }

    /// <summary>The average price at which it was opened.</summary>
    public Price? EntryPrice { get; init; }

    /// <summary>The price by which the venue values it.</summary>
    public Price? MarkPrice { get; init; }

    /// <summary>The price at which the venue closes it.</summary>
    public Price? LiquidationPrice { get; init; }

    /// <summary>What is set aside for it, in the currency that it is settled in.</summary>
    public Money? Margin { get; init; }

    /// <summary>What closing it at the mark price would give, in the same currency.</summary>
    public Money? Unrealized { get; init; }

    /// <summary>Its notional as a multiple of its margin.</summary>
    public decimal? Leverage { get; init; }

    /// <summary>What those who are long pay those who are short at the next payment, as a fraction of the notional;
    /// below zero they get it.</summary>
    public decimal? FundingRate { get; init; }

    /// <summary>When that is paid.</summary>
    public Instant? FundingAt { get; init; }
}

/// <summary>On which side of a perpetual one is.</summary>
public enum PositionSide
{
    /// <summary>It gains when the price rises.</summary>
    Long = 0,

    /// <summary>It gains when the price falls.</summary>
    Short = 1,
}
