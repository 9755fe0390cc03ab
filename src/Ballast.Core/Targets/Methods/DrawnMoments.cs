namespace Ballast.Core.Targets.Methods;

/// <summary>Moments of histories that could have been. Closed: <see cref="Drawn"/> or <see cref="Refused"/>.</summary>
public abstract record DrawnMoments
{
    /// <summary>One outcome a draw. Compared by reference of its outcomes.</summary>
    /// <param name="Seed">What the draws came from.</param>
    /// <param name="Outcomes">In the order of the draws, one or more, those that an estimator refused among them. Each
    /// is made when it is asked for and kept by nobody; to go through them again gives the same.</param>
    public sealed record Drawn(int Seed, IEnumerable<MomentsOutcome> Outcomes) : DrawnMoments;

    /// <summary>There is nothing to draw from, or the estimator cannot be drawn for.</summary>
    /// <param name="Why">The reason.</param>
    public sealed record Refused(Reason Why) : DrawnMoments;
}
