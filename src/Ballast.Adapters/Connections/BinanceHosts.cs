using System.Collections.Concurrent;
using Ballast.Adapters.Venues;
using Ballast.Adapters.Venues.BinanceSpot;

namespace Ballast.Adapters.Connections;

/// <summary>One <see cref="BinanceHost"/> for each address, whatever account is asked for there.</summary>
/// <param name="machine">The machine's clock.</param>
internal sealed class BinanceHosts(TimeProvider machine)
{
    private readonly ConcurrentDictionary<string, BinanceHost> hosts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is shared at an address.</summary>
    /// <param name="address">The exchange's.</param>
    /// <param name="holds">What venues wish.</param>
    public BinanceHost At(Uri address, VenueHolds holds) => hosts.GetOrAdd(
        address.Authority, authority => new BinanceHost(machine, holds.Of(authority)));
}
