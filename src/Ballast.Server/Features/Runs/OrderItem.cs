using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Core.Portfolios;
using Ballast.Engine.Views;
using NodaTime;

namespace Ballast.Server.Features.Runs;

/// <summary>One order as it leaves the server.</summary>
public sealed record OrderItem
{
    /// <summary>Its client id, 32 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>Where it went.</summary>
    public required AccountId Account { get; init; }

    /// <summary>The market.</summary>
    public required string Symbol { get; init; }

    /// <summary>Buy or sell.</summary>
    public required TradeSide Side { get; init; }

    /// <summary>Units asked for.</summary>
    public required Quantity Size { get; init; }

    /// <summary>Never worse than this.</summary>
    public required Price LimitPrice { get; init; }

    /// <summary>How long it may stand.</summary>
    public required TimeInForce TimeInForce { get; init; }

    /// <summary>Where it stands: <c>signed</c>, <c>unknown</c>, <c>filled</c>, ...</summary>
    public required string State { get; init; }

    /// <summary>Why it is in that state, where there is more to say.</summary>
    public required Reason? StateWhy { get; init; }

    /// <summary>The venue's own number; empty until known.</summary>
    public required string VenueId { get; init; }

    /// <summary>Units filled.</summary>
    public required Quantity Filled { get; init; }

    /// <summary>Average price of the fills.</summary>
    public required Price? AveragePrice { get; init; }

    /// <summary>What the plan expected.</summary>
    public required Price ExpectedPrice { get; init; }

    /// <summary>Realised against expected price in basis points; above zero is worse.</summary>
    public required decimal? SlippageBps { get; init; }

    /// <summary>Its place in the plan.</summary>
    public required int Leg { get; init; }

    /// <summary>The plan's reason for it.</summary>
    public required Reason Why { get; init; }

    /// <summary>The decision behind it.</summary>
    public required long Decision { get; init; }

    /// <summary>When its funds were set aside.</summary>
    public required Instant ReservedAt { get; init; }

    /// <summary>Its last event.</summary>
    public required Instant ChangedAt { get; init; }

    /// <summary>Its trades, oldest first.</summary>
    public required IReadOnlyList<VenueFill> Fills { get; init; }

    /// <summary>Shows an order.</summary>
    public static OrderItem Of(OrderView order) => new()
    {
        Id = order.Ticket.Id.ToString(),
        Account = order.Ticket.Account,
        Symbol = order.Ticket.Instrument.Symbol,
        Side = order.Ticket.Side,
        Size = order.Ticket.Size,
        LimitPrice = order.Ticket.LimitPrice,
        TimeInForce = order.Ticket.TimeInForce,
        State = order.State,
        StateWhy = order.Why,
        VenueId = order.VenueId,
        Filled = order.Filled,
        AveragePrice = order.AveragePrice,
        ExpectedPrice = order.ExpectedPrice,
        SlippageBps = order.SlippageBps,
        Leg = order.Origin.Leg,
        Why = order.Origin.Why,
        Decision = order.Origin.Decision,
        ReservedAt = order.ReservedAt,
        ChangedAt = order.ChangedAt,
        Fills = order.Fills,
    };
}
