namespace Ballast.Numerics.Sweeps;

/// <summary>Why prices or settings cannot be swept.</summary>
/// <param name="Field">The input at fault, for example <c>prices[3,12]</c> or <c>bands[2].width</c>.</param>
/// <param name="Why">One sentence with the numbers.</param>
public sealed record SweepRefusal(string Field, string Why);
