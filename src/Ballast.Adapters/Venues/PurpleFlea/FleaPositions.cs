using System.Collections.Immutable;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Venues.PurpleFlea;

/// <summary>Reads an agent's open perpetuals; their margin is a part of what the trading service holds.</summary>
internal sealed class FleaPositions(PurpleFleaOptions options, FleaWire wire) : IPositionSource
{
    private string Address => $"trading/positions?agent_id={Uri.EscapeDataString(options.Agent)}";

    /// <inheritdoc/>
    public Task<Reading<ImmutableArray<PerpetualPosition>>> ReadPositionsAsync(
        AccountId account, CancellationToken cancellation) => wire.ReadAsync(
        Address, FleaPositionRecords.Of, cancellation);

    /// <inheritdoc/>
    public Task<Reading<ImmutableArray<PerpetualPosition>>> ReadPositionsAsync(
        AccountId account, string market, CancellationToken cancellation) =>
        wire.ReadAsync<ImmutableArray<PerpetualPosition>>(
            Address,
            body => [.. FleaPositionRecords.Of(body).Where(position => position.Symbol == market)],
            cancellation);
}
