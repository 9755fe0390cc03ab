using Ballast.Adapters.Venues.Bridged;
using Ballast.Core;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Connections;

/// <summary>Looks at an account behind the bridge.</summary>
internal sealed class CcxtExaminer(BridgedVenue venue, CcxtConnection connection) : IAccountExaminer
{
    /// <inheritdoc/>
    public AccountConnection Connection => connection;

    /// <inheritdoc/>
    public bool AsksKey => connection.Network is VenueNetwork.Live or VenueNetwork.Local;

    /// <inheritdoc/>
    public async Task<Reason?> FindClockFaultAsync(CancellationToken cancellation) =>
        await venue.FindClockFaultAsync(cancellation) is { } error
            ? new Reason(
                error.Kind == VenueErrorKind.ClockSkew ? "clock-too-far" : "clock-not-measured",
                $"the exchange's clock: {error.Message}")
            : null;

    /// <summary>Reads what its key may do; what is not known of it matters where its money is real.</summary>
    public async Task<Reading<KeyVerdict>> ReadKeyAsync(CancellationToken cancellation) =>
        await venue.ReadKeyAsync(cancellation) switch
        {
            Reading<BridgedKey>.Known { Value: var key } => new Reading<KeyVerdict>.Known(new KeyVerdict(
                key.CanTrade, key.Dangers, connection.Network == VenueNetwork.Live ? key.Doubts : [])),
            Reading<BridgedKey>.Failed { Error: var error } => new Reading<KeyVerdict>.Failed(error),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
