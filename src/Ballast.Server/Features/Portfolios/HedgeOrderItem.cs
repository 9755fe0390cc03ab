using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Hedging;
using Ballast.Core.Portfolios;
using Ballast.Engine.Hedging;
using NodaTime;

namespace Ballast.Server.Features.Portfolios;

/// <summary>An order of a hedge as it leaves the server.</summary>
public sealed record HedgeOrderItem
{
    /// <summary>Its name in the journal, 32 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>How far it is.</summary>
    public required HedgeState State { get; init; }

    /// <summary>Why it is in that state, where there is more to say.</summary>
    public required Reason? StateWhy { get; init; }

    /// <summary>What it was to do.</summary>
    public required HedgeStep Step { get; init; }

    /// <summary>The side that it took.</summary>
    public required PositionSide Side { get; init; }

    /// <summary>What it was worth at the mark.</summary>
    public required Money Notional { get; init; }

    /// <summary>The leverage that was asked for.</summary>
    public required decimal Leverage { get; init; }

    /// <summary>The price that it was decided on.</summary>
    public required Price ExpectedPrice { get; init; }

    /// <summary>Units by the venue's answer; null where there was none.</summary>
    public required Quantity? Size { get; init; }

    /// <summary>The average price by the venue's answer.</summary>
    public required Price? Price { get; init; }

    /// <summary>The fee by the venue's answer.</summary>
    public required Money? Fee { get; init; }

    /// <summary>Realised against expected price in basis points; above zero is worse.</summary>
    public required decimal? SlippageBps { get; init; }

    /// <summary>Why it was sent.</summary>
    public required Reason Why { get; init; }

    /// <summary>When it was put on record.</summary>
    public required Instant IntendedAt { get; init; }

    /// <summary>When its state last changed.</summary>
    public required Instant ChangedAt { get; init; }

    /// <summary>Shows one.</summary>
    public static HedgeOrderItem Of(HedgeRecord record) => new()
    {
        Id = record.Ticket.Id.ToString(),
        State = record.State,
        StateWhy = record.Why,
        Step = record.Ticket.Order.Step,
        Side = record.Ticket.Order.Side,
        Notional = record.Ticket.Order.Notional,
        Leverage = record.Ticket.Leverage,
        ExpectedPrice = record.Ticket.ExpectedPrice,
        Size = record.Fill?.Size,
        Price = record.Fill?.Price,
        Fee = record.Fill?.Fee,
        SlippageBps = record.SlippageBps,
        Why = record.Ticket.Why,
        IntendedAt = record.IntendedAt,
        ChangedAt = record.ChangedAt,
    };
}
