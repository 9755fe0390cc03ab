namespace Ballast.Numerics.Sweeps;

/// <summary>One setting of everything a sweep varies.</summary>
/// <param name="Band">How wide the band is.</param>
/// <param name="FeeRate">Proportional cost of everything traded but the quote: fee and half the spread.</param>
/// <param name="Window">The bars.</param>
/// <param name="Rule">The rest of the policy.</param>
public sealed record SweepPoint(BandWidth Band, double FeeRate, SweepWindow Window, SweepRule Rule);
