using Ballast.Core.Amounts;

namespace Ballast.Cli.Live;

/// <summary>One asset's weight against its band.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="Value">What is held.</param>
/// <param name="Weight">w.</param>
/// <param name="Target">t; <see langword="null"/> while there is no target.</param>
/// <param name="Band">b, the half-width; zero where no band is set.</param>
public sealed record LiveWeight(Asset Asset, Money Value, Weight Weight, Weight? Target, Weight Band);
