using Ballast.Adapters.Secrets;
using Ballast.Adapters.Venues;
using Microsoft.Extensions.Logging;

namespace Ballast.Adapters.Connections;

/// <summary>What every kind of connection is opened with.</summary>
/// <param name="Secrets">Where the owner's secrets are.</param>
/// <param name="Clocks">Journaled time, and the machine's.</param>
/// <param name="Logs">Where connections say what went wrong.</param>
public sealed record ConnectionSurroundings(SecretPlaces Secrets, VenueClocks Clocks, ILoggerFactory Logs)
{
    /// <summary>What the accounts that are asked for at one address share.</summary>
    internal BinanceHosts BinanceHosts { get; } = new(Clocks.Machine);
}
