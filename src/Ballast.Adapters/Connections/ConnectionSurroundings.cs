using Ballast.Adapters.Secrets;
using Ballast.Adapters.Venues;
using Ballast.Adapters.Venues.Bridged;
using Microsoft.Extensions.Logging;

namespace Ballast.Adapters.Connections;

/// <summary>What every kind of connection is opened with.</summary>
/// <param name="Secrets">Where the owner's secrets are.</param>
/// <param name="Clocks">Journaled time, and the machine's.</param>
/// <param name="Logs">Where connections say what went wrong.</param>
public sealed record ConnectionSurroundings(SecretPlaces Secrets, VenueClocks Clocks, ILoggerFactory Logs)
{
    /// <summary>Until when venues want to be left alone; a restart does not end it.</summary>
    internal VenueHolds Holds { get; } = new(
        Clocks.Machine, Path.Combine(Secrets.DataDirectory, "holds"), Logs.CreateLogger("Ballast.Connections"));

    /// <summary>What the accounts that are asked for at one address share.</summary>
    internal BinanceHosts BinanceHosts { get; } = new(Clocks.Machine);

    /// <summary>
    /// The line to exchanges through ccxt; <see langword="null"/> where it is not installed. It starts with the first
    /// account that needs it and ends with the last one that is closed.
    /// </summary>
    internal ExchangeBridge? Bridge { get; init; } =
        ExchangeBridge.Of(AppContext.BaseDirectory, Clocks.Machine, Logs.CreateLogger("Ballast.Bridge"));
}
