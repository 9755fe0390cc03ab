using Ballast.Core.Amounts;
using NodaTime;

namespace Ballast.Engine.Ports;

/// <summary>Which bars are asked for.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="Quote">The currency of the prices.</param>
/// <param name="BarLength">One day, one hour, one minute.</param>
/// <param name="From">Bars end after this.</param>
/// <param name="Until">Bars end at or before this.</param>
public sealed record CandleRequest(Asset Asset, Asset Quote, Duration BarLength, Instant From, Instant Until);
