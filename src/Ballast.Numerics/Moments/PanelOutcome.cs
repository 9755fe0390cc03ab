namespace Ballast.Numerics.Moments;

/// <summary>What prices gave. Closed: <see cref="Built"/> or <see cref="BadPrice"/>.</summary>
public abstract record PanelOutcome
{
    /// <summary>Returns and their gaps.</summary>
    /// <param name="Panel">The returns.</param>
    public sealed record Built(ReturnPanel Panel) : PanelOutcome;

    /// <summary>A price is zero, negative or infinite. A missing price is NaN and no fault.</summary>
    /// <param name="Row">Its row, counted from zero.</param>
    /// <param name="Asset">Its asset.</param>
    /// <param name="Price">What it is.</param>
    public sealed record BadPrice(int Row, int Asset, double Price) : PanelOutcome;
}
