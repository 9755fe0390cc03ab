namespace Ballast.PaperExchange.Orders;

/// <summary>One order instead of another, as a customer asks for it.</summary>
public sealed record OrderReplacement
{
    /// <summary>The order that ends, on the new one's market.</summary>
    public required OrderKey Ends { get; init; }

    /// <summary>The customer's name for the cancel; <see langword="null"/> lets the exchange choose one.</summary>
    public string? CancelId { get; init; }

    /// <summary>Ends it only in this state; <see langword="null"/> in any that is open.</summary>
    public OrderState? OnlyIn { get; init; }

    /// <summary>What happens where it cannot be ended.</summary>
    public required ReplaceMode Mode { get; init; }

    /// <summary>The order that takes its place.</summary>
    public required NewOrder Order { get; init; }
}

/// <summary>What happens to the new order where the old one cannot be ended.</summary>
public enum ReplaceMode
{
    /// <summary>It is not attempted.</summary>
    StopOnFailure = 0,

    /// <summary>It is placed all the same.</summary>
    AllowFailure = 1,
}
