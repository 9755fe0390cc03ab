using Ballast.Core.Amounts;

namespace Ballast.Core.Planning;

/// <summary>What one asset should be.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="Target">t: the weight aimed at, zero or more.</param>
/// <param name="Band">b: half-width of its band, zero or more.</param>
public sealed record TargetLine(Asset Asset, Weight Target, Weight Band);
