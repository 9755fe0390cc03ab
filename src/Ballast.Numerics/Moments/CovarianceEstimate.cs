using Ballast.Numerics.Linear;

namespace Ballast.Numerics.Moments;

/// <summary>How a covariance was estimated.</summary>
public enum CovarianceMethod
{
    /// <summary>Plain products of deviations.</summary>
    Sample,

    /// <summary>Products that fade with age.</summary>
    ExponentiallyWeighted,

    /// <summary>Products of shortfalls only.</summary>
    Semi,

    /// <summary>Shrunk to one variance for all (Ledoit and Wolf 2004, JMVA).</summary>
    LedoitWolfOneParameter,

    /// <summary>Shrunk to one variance and one covariance for all.</summary>
    LedoitWolfTwoParameter,

    /// <summary>Shrunk to one correlation for all (Ledoit and Wolf 2004, JPM).</summary>
    LedoitWolfConstantCorrelation,

    /// <summary>Shrunk to its own diagonal.</summary>
    LedoitWolfDiagonal,

    /// <summary>Shrunk to a one-factor market model (Ledoit and Wolf 2003).</summary>
    LedoitWolfMarket,

    /// <summary>Oracle approximating shrinkage (Chen, Wiesel, Eldar and Hero 2010).</summary>
    OracleApproximating,

    /// <summary>Each eigenvalue shrunk by the quadratic-inverse formula (Ledoit and Wolf 2022).</summary>
    QuadraticInverseShrinkage,

    /// <summary>Each eigenvalue shrunk by the linear-inverse formula (Ledoit and Wolf 2022).</summary>
    LinearInverseShrinkage,

    /// <summary>Each eigenvalue shrunk by the geometric mean of the two (Ledoit and Wolf 2022).</summary>
    GeometricInverseShrinkage,

    /// <summary>Given from outside.</summary>
    Given,
}

/// <summary>A covariance matrix and everything that must be known to use it.</summary>
public sealed record CovarianceEstimate
{
    /// <summary>Shape (N, N), symmetric, in the convention's units; not written after it is here.</summary>
    public required Matrix Matrix { get; init; }

    /// <summary>How it was estimated.</summary>
    public required CovarianceMethod Method { get; init; }

    /// <summary>Centring, divisor and periods per year.</summary>
    public required CovarianceConvention Convention { get; init; }

    /// <summary>T: rows of returns that were used; with pairs of unequal length the fewest of any pair; 0 for a matrix
    /// given from outside.</summary>
    public required int Observations { get; init; }

    /// <summary>Weight of the shrinkage target, 0 to 1; 0 where the method does not shrink.</summary>
    public required double Shrinkage { get; init; }

    /// <summary>What was done to make it positive definite, if anything.</summary>
    public required CovarianceRepair Repair { get; init; }

    /// <summary>N: how many assets there are.</summary>
    public int Count => Matrix.Rows;
}
