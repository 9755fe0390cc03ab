using System.Collections.Immutable;
using Ballast.Core.Orders;
using NodaTime;

namespace Ballast.Adapters.Venues.Bridged;

/// <summary>How far a look through past orders has come, and what it has found.</summary>
/// <param name="Since">Where it began.</param>
/// <param name="Stride">How far the next step goes.</param>
/// <param name="Standing">The orders that were open when it began: one that ends before it is over may be in no step of
/// it.</param>
internal sealed record OrderWalk(Instant Since, Duration Stride, ImmutableArray<VenueOrder> Standing)
{
    /// <summary>Where it goes on.</summary>
    public Instant From { get; private init; } = Since;

    /// <summary>The orders so far, by the venue's number.</summary>
    public ImmutableDictionary<string, VenueOrder> Orders { get; private init; } =
        ImmutableDictionary.Create<string, VenueOrder>(StringComparer.Ordinal);

    /// <summary>After one more step.</summary>
    public OrderWalk After(ListingStep<VenueOrder> step) => this with
    {
        Stride = step.Stride,
        From = step.Through,
        Orders = Orders.SetItems(step.Items.Select(order => KeyValuePair.Create(order.VenueId, order))),
    };
}
