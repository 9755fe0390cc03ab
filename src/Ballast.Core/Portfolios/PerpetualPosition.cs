using Ballast.Core.Amounts;
using NodaTime;

namespace Ballast.Core.Portfolios;

/// <summary>
/// An open perpetual: exposure beside an account's balances, of which its margin is a part already. What its venue did
/// not say is <see langword="null"/> and never zero.
/// </summary>
public sealed record PerpetualPosition
{
    /// <summary>The venue's own name of the position; <see langword="null"/> where it has none beside the
    /// market's.</summary>
    public string? Id { get; init; }

    /// <summary>The venue's name of the market, such as <c>BTC/USDT:USDT</c> or <c>BTC-PERP</c>.</summary>
    public required string Symbol { get; init; }

    /// <summary>Whether it gains when the price rises.</summary>
    public required PositionSide Side { get; init; }

    /// <summary>Units of the base that it stands for, never negative.</summary>
    public required Quantity Size { get; init; }

    /// <summary>What that is worth by the venue's word, in the currency that it is settled in, never negative.
    /// </summary>
    public Money? Notional { get; init; }

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

    /// <summary>Funding received so far; below zero it was paid.</summary>
    public Money? FundingReceived { get; init; }

    /// <summary>Fees charged for it so far.</summary>
    public Money? FeesPaid { get; init; }

    /// <summary>What it was opened for, in the words of whoever did; <see langword="null"/> where nobody
    /// said.</summary>
    public string? Purpose { get; init; }

    /// <summary>When it was opened.</summary>
    public Instant? OpenedAt { get; init; }

    /// <summary>How far the mark is from liquidation, as a fraction of the mark; <see langword="null"/> where
    /// either is not known.</summary>
    public Weight? Distance => MarkPrice is { Value: > 0m } mark && LiquidationPrice is { } end
        ? new Weight(Math.Abs(mark.Value - end.Value) / mark.Value)
        : null;
}

/// <summary>On which side of a perpetual one is.</summary>
public enum PositionSide
{
    /// <summary>It gains when the price rises.</summary>
    Long = 0,

    /// <summary>It gains when the price falls.</summary>
    Short = 1,
}
