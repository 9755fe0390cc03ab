namespace Ballast.Numerics.Optimizers.BlackLitterman;

/// <summary>How much a view counts against the prior. Closed: <see cref="AsThePrior"/>, <see cref="Confidence"/> or
/// <see cref="Variance"/>.</summary>
public abstract record ViewTrust
{
    private ViewTrust()
    {
    }

    /// <summary>As uncertain as the prior is about the same portfolio, <c>omega = p' tau V p</c> (He and Litterman
    /// 1999).</summary>
    public sealed record AsThePrior : ViewTrust;

    /// <summary>A confidence c: alone, the view moves weights by the share c of what certainty would move them
    /// (Idzorek 2005), <c>omega = (1 - c) / c p' tau V p</c> in closed form (Walters 2007).</summary>
    /// <param name="Share">c, 0 (the view is not held) to 1 (certain).</param>
    public sealed record Confidence(double Share) : ViewTrust;

    /// <summary>The variance of the view's error, given.</summary>
    /// <param name="Omega">Zero or more, in the covariance's units.</param>
    public sealed record Variance(double Omega) : ViewTrust;
}
