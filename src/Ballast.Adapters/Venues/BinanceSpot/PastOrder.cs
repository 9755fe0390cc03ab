using Ballast.Core.Orders;
using NodaTime;

namespace Ballast.Adapters.Venues.BinanceSpot;

/// <summary>An order of the exchange's list.</summary>
/// <param name="Order">As it was listed.</param>
/// <param name="Number">The exchange's number of it.</param>
/// <param name="At">When it was placed.</param>
/// <param name="ReadAt">When it was listed, on the machine's clock.</param>
internal sealed record PastOrder(VenueOrder Order, long Number, Instant At, long ReadAt);
