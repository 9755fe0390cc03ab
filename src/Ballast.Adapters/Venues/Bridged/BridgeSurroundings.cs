using Ballast.Adapters.Secrets;
using Microsoft.Extensions.Logging;

namespace Ballast.Adapters.Venues.Bridged;

/// <summary>What every life of the bridge's process is given.</summary>
/// <param name="Limits">How patient one is with it.</param>
/// <param name="Machine">The machine's clock.</param>
/// <param name="Screen">What must not be said aloud.</param>
/// <param name="Log">Hears what it says beside its answers.</param>
internal sealed record BridgeSurroundings(
    BridgeLimits Limits, TimeProvider Machine, SecretScreen Screen, ILogger Log);
