using System.Collections.Immutable;
using Ballast.Adapters.Venues.BinanceSpot;
using Ballast.Core;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Connections;

/// <summary>Tells what stands against trading real money with the key of an account at Binance Spot.</summary>
internal sealed class BinanceKeyInspector(BinanceSpotVenue venue, BinanceConnection connection) : IKeyInspector
{
    /// <inheritdoc/>
    public async Task<Reading<ImmutableArray<Reason>>> InspectKeyAsync(
        AccountId account, CancellationToken cancellation) => await venue.ReadKeyAsync(cancellation) switch
        {
            Reading<KeyFacts>.Known { Value: var key } => new Reading<ImmutableArray<Reason>>.Known(Faults(key)),
            Reading<KeyFacts>.Failed { Error: var error } => new Reading<ImmutableArray<Reason>>.Failed(error),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private ImmutableArray<Reason> Faults(KeyFacts key) =>
        [.. new[] { KeyAcceptance.Danger(connection, key)?.Why, KeyAcceptance.TradeObjection(key) }.OfType<Reason>()];
}
