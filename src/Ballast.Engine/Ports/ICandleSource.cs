using System.Collections.Immutable;
using Ballast.Core.Markets;

namespace Ballast.Engine.Ports;

/// <summary>Reads bars that have ended.</summary>
public interface ICandleSource
{
    /// <summary>Bars of one asset ending in (from, until], oldest first; gaps are gaps.</summary>
    Task<Reading<ImmutableArray<Candle>>> ReadCandlesAsync(CandleRequest request, CancellationToken cancellation);
}
