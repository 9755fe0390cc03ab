namespace Ballast.Core.Simulation;

/// <summary>Which rows of a price grid are walked. Closed: <see cref="Rows"/> or <see cref="Refused"/>.</summary>
internal abstract record RowRange
{
    /// <summary>At least two.</summary>
    /// <param name="Asked">The first row in the range.</param>
    /// <param name="First">The first of them that is complete.</param>
    /// <param name="Last">The last row.</param>
    public sealed record Rows(int Asked, int First, int Last) : RowRange
    {
        /// <summary>Why a moving target makes it begin later; <see langword="null"/> where it does not.</summary>
        public Reason? WarmUp { get; init; }
    }

    /// <summary>There are fewer than two.</summary>
    public sealed record Refused(Reason Why) : RowRange;
}
