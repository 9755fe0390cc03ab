namespace Ballast.Numerics.Moments;

/// <summary>What was done to a covariance so that no portfolio has a negative variance. Closed:
/// <see cref="NotLookedAt"/>, <see cref="NotNeeded"/> or <see cref="Lifted"/>.</summary>
public abstract record CovarianceRepair
{
    /// <summary>Nobody has asked yet; the method alone promises a matrix without negative eigenvalues, or
    /// not.</summary>
    public sealed record NotLookedAt : CovarianceRepair;

    /// <summary>The matrix was fit for use as it was.</summary>
    /// <param name="LeastEigenvalue">Its least eigenvalue, at or above the floor.</param>
    public sealed record NotNeeded(double LeastEigenvalue) : CovarianceRepair;

    /// <summary>Eigenvalues below a floor were lifted to it, then variances were put back to what they were.</summary>
    public sealed record Lifted : CovarianceRepair
    {
        /// <summary>How many eigenvalues were below the floor, one or more.</summary>
        public required int Count { get; init; }

        /// <summary>The least eigenvalue before the repair.</summary>
        public required double LeastBefore { get; init; }

        /// <summary>The least eigenvalue of what is used now.</summary>
        public required double LeastAfter { get; init; }

        /// <summary>The largest change of any entry, in the matrix's own units.</summary>
        public required double LargestChange { get; init; }
    }
}
