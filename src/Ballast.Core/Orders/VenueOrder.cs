using Ballast.Core.Amounts;

namespace Ballast.Core.Orders;

/// <summary>An order as the venue's record has it.</summary>
public sealed record VenueOrder
{
    /// <summary>The client id as the venue renders it, or what a stranger gave.</summary>
    public required string ClientId { get; init; }

    /// <summary>The venue's own number of the order.</summary>
    public required string VenueId { get; init; }

    /// <summary>The market's name at the venue.</summary>
    public required string Symbol { get; init; }

    /// <summary>Where it stands.</summary>
    public required VenueOrderStatus Status { get; init; }

    /// <summary>Units asked for.</summary>
    public required Quantity Size { get; init; }

    /// <summary>Units filled so far.</summary>
    public required Quantity Filled { get; init; }

    /// <summary>Whether it rests: everything else is final.</summary>
    public bool IsOpen => Status is VenueOrderStatus.Open or VenueOrderStatus.PartlyFilled;
}

/// <summary>Where an order stands at the venue.</summary>
public enum VenueOrderStatus
{
    /// <summary>Resting, nothing filled.</summary>
    Open = 0,

    /// <summary>Resting, partly filled.</summary>
    PartlyFilled = 1,

    /// <summary>Filled whole; final.</summary>
    Filled = 2,

    /// <summary>Cancelled, perhaps partly filled; final.</summary>
    Cancelled = 3,

    /// <summary>Ended by its time in force, perhaps partly filled; final.</summary>
    Expired = 4,

    /// <summary>Refused by the venue; final.</summary>
    Rejected = 5,
}
