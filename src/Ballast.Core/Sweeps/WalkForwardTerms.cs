namespace Ballast.Core.Sweeps;

/// <summary>
/// How picking is tried out: a setting is chosen on one stretch of bars and judged on a later one, and then both move
/// on by the length of the second.
/// </summary>
/// <param name="Train">Bars on which a setting is chosen, at least two.</param>
/// <param name="Test">Bars on which it is judged, at least two.</param>
/// <param name="Purge">Bars between the two that nobody looks at, zero or more.</param>
public sealed record WalkForwardTerms(int Train, int Test, int Purge)
{
    private const int LeastBars = 60;

    /// <summary>What fits a history when nobody says: four tenths to choose on, a tenth to judge on, five bars between;
    /// <see langword="null"/> where the history is too short for any.</summary>
    public static WalkForwardTerms? Usual(int bars) =>
        bars < LeastBars ? null : new WalkForwardTerms(bars * 2 / 5, bars / 10, 5);

    /// <summary>How many times that fits into so many bars.</summary>
    public int FoldsIn(int bars) => bars < Train + Purge + Test ? 0 : ((bars - Train - Purge - Test) / Test) + 1;
}
