using System.Collections.Immutable;
using Ballast.PaperExchange.Orders;
using Ballast.PaperExchange.Stores;
using NodaTime;

namespace Ballast.PaperExchange.Publishing;

/// <summary>What one committed request changed, and which markets have moved since the news before.</summary>
public sealed record VenueNews
{
    /// <summary>The exchange's time of the commit.</summary>
    public required Instant At { get; init; }

    /// <summary>The orders that changed, by number.</summary>
    public required ImmutableArray<OrderNews> Orders { get; init; }

    /// <summary>The balances that changed, as they are now, by account and asset.</summary>
    public required ImmutableArray<StoredBalance> Balances { get; init; }

    /// <summary>Deposits and withdrawals, oldest first.</summary>
    public required ImmutableArray<ExchangeFlow> Flows { get; init; }

    /// <summary>The markets whose price or book is another now, by name.</summary>
    public required ImmutableArray<string> Moved { get; init; }

    /// <summary>The trades of all orders, oldest first.</summary>
    public IEnumerable<ExchangeTrade> Trades =>
        Orders.SelectMany(order => order.Trades).OrderBy(trade => trade.Id);
}
