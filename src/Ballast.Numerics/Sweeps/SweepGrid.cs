using System.Collections.Immutable;

namespace Ballast.Numerics.Sweeps;

/// <summary>
/// Every combination of rules, windows, bands and fees. Settings are numbered with the fee fastest, then the band, then
/// the window, then the rule.
/// </summary>
public sealed record SweepGrid
{
    /// <summary>Half-widths, in any order.</summary>
    public required ImmutableArray<BandWidth> Bands { get; init; }

    /// <summary>Proportional costs: fee and half the spread, each zero or more and below a half.</summary>
    public required ImmutableArray<double> FeeRates { get; init; }

    /// <summary>Stretches of bars, in any order.</summary>
    public required ImmutableArray<SweepWindow> Windows { get; init; }

    /// <summary>The rest of the policies. Default one that goes to target at every breach.</summary>
    public ImmutableArray<SweepRule> Rules { get; init; } = [new SweepRule()];

    /// <summary>How many settings there are.</summary>
    public long Count => (long)Rules.Length * Windows.Length * Bands.Length * FeeRates.Length;

    /// <summary>The number of a setting from the positions of its parts.</summary>
    public int IndexOf(int rule, int window, int band, int fee) =>
        (((((rule * Windows.Length) + window) * Bands.Length) + band) * FeeRates.Length) + fee;

    /// <summary>The setting with a number from zero to <see cref="Count"/> less one.</summary>
    public SweepPoint PointAt(int index)
    {
        int fee = index % FeeRates.Length;
        int band = index / FeeRates.Length % Bands.Length;
        int row = index / FeeRates.Length / Bands.Length;
        return new SweepPoint(
            Bands[band], FeeRates[fee], Windows[row % Windows.Length], Rules[row / Windows.Length]);
    }
}
