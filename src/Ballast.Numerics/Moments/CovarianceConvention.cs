namespace Ballast.Numerics.Moments;

/// <summary>What a deviation is measured from.</summary>
public enum Centring
{
    /// <summary>From the sample's own mean.</summary>
    Demeaned,

    /// <summary>From zero: second moments, as volatility models of short horizons use them.</summary>
    AboutZero,

    /// <summary>From a level that the caller gave.</summary>
    AboutLevel,
}

/// <summary>What the sum of products is divided by.</summary>
public enum Divisor
{
    /// <summary>T: the maximum likelihood estimate, as scikit-learn divides.</summary>
    Observations,

    /// <summary>T - 1: unbiased after taking out the mean, as NumPy, pandas and Ledoit and Wolf's own code
    /// divide.</summary>
    ObservationsLessOne,

    /// <summary>The sum of weights that fade with age; T and T - 1 do not apply.</summary>
    SumOfWeights,
}

/// <summary>How a covariance was counted; two estimates can be compared only where these agree.</summary>
/// <param name="Centring">What deviations are measured from.</param>
/// <param name="Divisor">What the sum of products is divided by.</param>
/// <param name="PeriodsPerYear">Factor already multiplied in: 365 for daily returns per year, 1 for per period.</param>
public sealed record CovarianceConvention(Centring Centring, Divisor Divisor, double PeriodsPerYear)
{
    /// <summary>Demeaned, divided by T - 1, per period: what most books mean.</summary>
    public static CovarianceConvention Sample { get; } = new(Centring.Demeaned, Divisor.ObservationsLessOne, 1.0);

    /// <summary>Demeaned, divided by T, per period: what scikit-learn means.</summary>
    public static CovarianceConvention MaximumLikelihood { get; } = new(Centring.Demeaned, Divisor.Observations, 1.0);

    /// <summary>The same convention with another number of periods in a year.</summary>
    /// <param name="periodsPerYear">Above zero: 365 for daily, 8,760 for hourly returns.</param>
    public CovarianceConvention PerYear(double periodsPerYear) => this with { PeriodsPerYear = periodsPerYear };
}
