using System.Collections.Immutable;

namespace Ballast.PaperExchange.Orders;

/// <summary>
/// The exchange's answer to an order or a cancel. Closed: <see cref="Accepted"/> or <see cref="Refused"/>.
/// </summary>
public abstract record OrderAnswer
{
    private OrderAnswer()
    {
    }

    /// <summary>The record as it stands, with the trades that this request made.</summary>
    public sealed record Accepted(ExchangeOrder Order, ImmutableArray<ExchangeTrade> Trades) : OrderAnswer;

    /// <summary>No effect.</summary>
    public sealed record Refused(Refusal Why) : OrderAnswer;
}
