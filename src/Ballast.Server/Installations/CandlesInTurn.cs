using System.Collections.Immutable;
using Ballast.Core.Markets;
using Ballast.Engine.Ports;

namespace Ballast.Server.Installations;

/// <summary>Bars of the first venue that has any, in the order of the accounts' names.</summary>
/// <param name="sources">The venues; none gives no bars.</param>
internal sealed class CandlesInTurn(ImmutableArray<ICandleSource> sources) : ICandleSource
{
    /// <inheritdoc/>
    public async Task<Reading<ImmutableArray<Candle>>> ReadCandlesAsync(
        CandleRequest request, CancellationToken cancellation)
    {
        Reading<ImmutableArray<Candle>>.Failed? failure = null;
        foreach (ICandleSource source in sources)
        {
            switch (await source.ReadCandlesAsync(request, cancellation))
            {
                case Reading<ImmutableArray<Candle>>.Known { Value.IsEmpty: false } known:
                    return known;
                case Reading<ImmutableArray<Candle>>.Known:
                    break;
                case Reading<ImmutableArray<Candle>>.Failed failed:
                    failure ??= failed;
                    break;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }

        // That one venue has none proves nothing while another did not answer.
        return (Reading<ImmutableArray<Candle>>?)failure ?? new Reading<ImmutableArray<Candle>>.Known([]);
    }
}
