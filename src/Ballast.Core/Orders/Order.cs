using System.Collections.Immutable;
using Ballast.Core.Amounts;

namespace Ballast.Core.Orders;

/// <summary>One order with everything known of it. Changed only by <see cref="OrderLifecycle.Apply"/>.</summary>
public sealed record Order
{
    /// <summary>What is asked of the venue.</summary>
    public required OrderTicket Ticket { get; init; }

    /// <summary>Where it is in its life.</summary>
    public required OrderState State { get; init; }

    /// <summary>The venue's own number; empty until known.</summary>
    public string VenueId { get; init; } = "";

    /// <summary>Its trades, each once, ordered by trade id.</summary>
    public ImmutableSortedDictionary<string, VenueFill> Fills { get; init; } = NoFills;

    /// <summary>Units filled: the sum over distinct trade ids.</summary>
    public Quantity Filled => new(Fills.Values.Sum(fill => fill.Size.Value));

    /// <summary>Units of the intent that no trade has filled.</summary>
    public Quantity Remaining => Ticket.Size - Filled;

    private static ImmutableSortedDictionary<string, VenueFill> NoFills { get; } =
        ImmutableSortedDictionary.Create<string, VenueFill>(StringComparer.Ordinal);

    /// <summary>An order that a plan wants.</summary>
    public static Order Wanted(OrderTicket ticket) => new() { Ticket = ticket, State = new OrderState.Planned() };
}
