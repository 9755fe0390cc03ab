using Ballast.Adapters.Secrets;
using Ballast.Adapters.Venues;

namespace Ballast.Adapters.Connections;

/// <summary>What every kind of connection is opened with.</summary>
/// <param name="Secrets">Where the owner's secrets are.</param>
/// <param name="Clocks">Journaled time, and the machine's.</param>
public sealed record ConnectionSurroundings(SecretPlaces Secrets, VenueClocks Clocks);
