using Ballast.Adapters.Venues.BinanceSpot;
using Ballast.Core;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Connections;

/// <summary>Looks at an account at Binance Spot.</summary>
internal sealed class BinanceExaminer(BinanceSpotVenue venue, BinanceConnection connection) : IAccountExaminer
{
    /// <inheritdoc/>
    public AccountConnection Connection => connection;

    /// <inheritdoc/>
    public bool AsksKey => connection.Network != VenueNetwork.Testnet;

    /// <inheritdoc/>
    public async Task<Reason?> FindClockFaultAsync(CancellationToken cancellation) =>
        await venue.MeasureClockAsync(cancellation) switch
        {
            Reading<ClockOffset>.Known { Value: { IsTooFar: true } offset } => new Reason(
                "clock-too-far", $"{offset.Sentence}: set the machine's clock right; nothing is sent until then"),
            Reading<ClockOffset>.Known => null,
            Reading<ClockOffset>.Failed { Error: var error } => new Reason(
                "clock-not-measured", $"the exchange's clock could not be measured: {error.Code} {error.Message}"),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <inheritdoc/>
    public async Task<Reading<KeyVerdict>> ReadKeyAsync(CancellationToken cancellation) =>
        await venue.ReadKeyAsync(cancellation) switch
        {
            Reading<KeyFacts>.Known { Value: var key } =>
                new Reading<KeyVerdict>.Known(new KeyVerdict(key.CanTrade, key.Dangers, [])),
            Reading<KeyFacts>.Failed { Error: var error } => new Reading<KeyVerdict>.Failed(error),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
