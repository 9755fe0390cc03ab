using Microsoft.Extensions.Logging;

namespace Ballast.Adapters.Venues.BinanceSpot.Streams;

/// <summary>What streams are opened with.</summary>
/// <param name="Clocks">The venue's and the machine's.</param>
/// <param name="Log">Where they say what went wrong.</param>
internal sealed record StreamSurroundings(VenueClocks Clocks, ILogger Log);
