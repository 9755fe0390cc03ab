using System.Collections.Immutable;
using Ballast.PaperExchange.Orders;

namespace Ballast.PaperExchange.Publishing;

/// <summary>What one request did to one order.</summary>
/// <param name="Order">The order afterwards.</param>
/// <param name="Trades">The trades it made, oldest first.</param>
public sealed record OrderNews(ExchangeOrder Order, ImmutableArray<ExchangeTrade> Trades)
{
    /// <summary>Whether this request placed it.</summary>
    public required bool IsPlaced { get; init; }

    /// <summary>The name of the cancel that ended it, where the customer gave it one.</summary>
    public string? CancelId { get; init; }
}
