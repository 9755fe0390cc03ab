namespace Ballast.PaperExchange.Orders;

/// <summary>Where an order stands.</summary>
public enum OrderState
{
    /// <summary>Resting, nothing filled.</summary>
    New = 0,

    /// <summary>Resting, partly filled.</summary>
    PartiallyFilled = 1,

    /// <summary>Filled whole.</summary>
    Filled = 2,

    /// <summary>Cancelled, perhaps partly filled.</summary>
    Canceled = 3,

    /// <summary>Ended by its lifetime or for want of depth.</summary>
    Expired = 4,
}
