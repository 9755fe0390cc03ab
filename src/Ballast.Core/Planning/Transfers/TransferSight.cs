using System.Collections.Immutable;
using NodaTime;

namespace Ballast.Core.Planning.Transfers;

/// <summary>What a decision knows of transfers between the portfolio's accounts.</summary>
public sealed record TransferSight
{
    /// <summary>No transfer gateway: plans hold no transfers.</summary>
    public static TransferSight None { get; } = new();

    /// <summary>The routes as quoted now; several may join the same accounts for one asset.</summary>
    public ImmutableArray<TransferRoute> Routes { get; init; } = [];

    /// <summary>
    /// Until when a transfer that is worth it waits for its fee to fall; <see langword="null"/> while none waits.
    /// </summary>
    public Instant? WaitsUntil { get; init; }
}
