using System.Collections.Immutable;
using Ballast.Numerics.Linear;
using Ballast.Numerics.Optimizers;

namespace Ballast.Numerics.Moments;

/// <summary>Expected returns per year from each asset's own history; a missing return is left out and never counted as
/// zero. All are estimates with large errors: at a volatility of 80 % a year of data leaves a standard error of 80
/// points.</summary>
public static class ExpectedReturns
{
    /// <summary><c>mean(r) P</c>, over each asset's own returns.</summary>
    /// <param name="panel">Returns; each asset has one or more.</param>
    /// <param name="periodsPerYear">P above zero.</param>
    public static MeanOutcome Arithmetic(ReturnPanel panel, double periodsPerYear)
    {
        ArgumentNullException.ThrowIfNull(panel);
        return EachAsset(panel, periodsPerYear, MeanMethod.Arithmetic, r => Mean(r) * periodsPerYear);
    }

    /// <summary><c>prod(1 + r)^(P / T) - 1</c>, T each asset's own count of returns.</summary>
    /// <param name="panel">Simple returns above -1; each asset has one or more.</param>
    /// <param name="periodsPerYear">P above zero.</param>
    public static MeanOutcome Compound(ReturnPanel panel, double periodsPerYear)
    {
        ArgumentNullException.ThrowIfNull(panel);
        return EachAsset(panel, periodsPerYear, MeanMethod.Compound, r => Growth(r, periodsPerYear));
    }

    /// <summary><c>sum(lambda^k r) / sum(lambda^k) P</c> with k the age of each return; missing ones age the others all
    /// the same.</summary>
    /// <param name="panel">Returns; each asset has one or more.</param>
    /// <param name="decay">How fast weights fade.</param>
    /// <param name="periodsPerYear">P above zero.</param>
    public static MeanOutcome ExponentiallyWeighted(ReturnPanel panel, Decay decay, double periodsPerYear)
    {
        ArgumentNullException.ThrowIfNull(panel);
        ArgumentNullException.ThrowIfNull(decay);
        return EachAsset(
            panel, periodsPerYear, MeanMethod.ExponentiallyWeighted, r => Faded(r, decay.Factor) * periodsPerYear);
    }

    /// <summary>The mean of each asset pulled towards the mean of all by the positive-part James-Stein factor
    /// <c>min(1, (N - 3) v / (T sum((m_i - m)^2)))</c>, v the mean variance (James and Stein 1961; Efron and Morris
    /// 1975). With three assets or fewer nothing is pulled.</summary>
    /// <param name="panel">Returns; two complete periods or more, which alone are used.</param>
    /// <param name="periodsPerYear">P above zero.</param>
    public static MeanOutcome JamesStein(ReturnPanel panel, double periodsPerYear)
    {
        ArgumentNullException.ThrowIfNull(panel);
        return Shrunk(panel, periodsPerYear, MeanMethod.JamesStein);
    }

    /// <summary>The mean of each asset pulled towards that of the minimum variance portfolio by
    /// <c>(N + 2) / (N + 2 + (m - m0)' V^-1 (m - m0) T)</c>, V the sample covariance times (T - 1) / (T - N - 2)
    /// (Jorion 1986, eq. 14 and 17).</summary>
    /// <param name="panel">Returns; more than N + 2 complete periods, which alone are used.</param>
    /// <param name="periodsPerYear">P above zero.</param>
    public static MeanOutcome BayesStein(ReturnPanel panel, double periodsPerYear)
    {
        ArgumentNullException.ThrowIfNull(panel);
        return Shrunk(panel, periodsPerYear, MeanMethod.BayesStein);
    }

    /// <summary><c>f + beta_i (market - f)</c> with beta the slope of each asset against the market portfolio (Sharpe
    /// 1964).</summary>
    /// <param name="covariance">Of the assets, in any unit.</param>
    /// <param name="market">Weights of the market portfolio, shape (N).</param>
    /// <param name="riskFree">f, per year.</param>
    /// <param name="marketReturn">Expected return of the market, per year.</param>
    public static MeanOutcome CapitalAssetPricing(
        CovarianceEstimate covariance, ReadOnlySpan<double> market, double riskFree, double marketReturn)
    {
        ArgumentNullException.ThrowIfNull(covariance);
        if (market.Length != covariance.Count)
        {
            return new MeanOutcome.Refused(new Refusal.ShapeMismatch("market", covariance.Count, market.Length));
        }

        double variance = covariance.Matrix.Quadratic(market);
        if (!double.IsFinite(variance) || !double.IsFinite(riskFree) || !double.IsFinite(marketReturn))
        {
            return new MeanOutcome.Refused(new Refusal.NotFinite("market", 0));
        }

        if (!(variance > 0.0))
        {
            return new MeanOutcome.Refused(new Refusal.OutOfRange("market variance", variance, 0.0, double.MaxValue));
        }

        double[] values = new double[market.Length];
        covariance.Matrix.Multiply(market, values);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = riskFree + (values[i] / variance * (marketReturn - riskFree));
        }

        return new MeanOutcome.Estimated(
            [.. values], MeanMethod.CapitalAssetPricing, covariance.Observations, 0.0);
    }

    private static MeanOutcome EachAsset(
        ReturnPanel panel, double periodsPerYear, MeanMethod method, Func<double[], double> estimate)
    {
        if (Fault(panel.Assets, periodsPerYear) is [Refusal fault])
        {
            return new MeanOutcome.Refused(fault);
        }

        double[] values = new double[panel.Assets];
        double[] series = new double[panel.Periods];
        int fewest = int.MaxValue;
        for (int i = 0; i < values.Length; i++)
        {
            int count = 0;
            for (int t = 0; t < series.Length; t++)
            {
                series[t] = panel.Returns[t, i];
                count += double.IsNaN(series[t]) ? 0 : 1;
            }

            fewest = Math.Min(fewest, count);
            values[i] = count == 0 ? 0.0 : estimate(series);
        }

        if (fewest == 0)
        {
            return new MeanOutcome.Refused(new Refusal.TooFewObservations(0, 1));
        }

        int bad = Vectors.FirstNotFinite(values);
        return bad >= 0
            ? new MeanOutcome.Refused(new Refusal.NotFinite("returns", bad))
            : new MeanOutcome.Estimated([.. values], method, fewest, 0.0);
    }

    private static MeanOutcome Shrunk(ReturnPanel panel, double periodsPerYear, MeanMethod method)
    {
        int n = panel.Assets;
        int needed = method == MeanMethod.BayesStein ? n + 3 : 2;
        if (Fault(n, periodsPerYear) is [Refusal fault])
        {
            return new MeanOutcome.Refused(fault);
        }

        if (panel.CompletePeriods < needed)
        {
            return new MeanOutcome.Refused(new Refusal.TooFewObservations(panel.CompletePeriods, needed));
        }

        Matrix rows = Deviations.CompleteRows(panel);
        double[] means = new double[n];
        double[] ones = new double[rows.Rows];
        Array.Fill(ones, 1.0 / rows.Rows);
        rows.MultiplyTransposed(ones, means);
        Matrix sample = Deviations.Of(panel, CovarianceConvention.Sample).Products(1.0 / (rows.Rows - 1.0));
        MeanShrinkage pull = method == MeanMethod.BayesStein
            ? MeanShrinkage.BayesStein(means, sample, rows.Rows)
            : MeanShrinkage.JamesStein(means, sample, rows.Rows);
        if (double.IsNaN(pull.Weight))
        {
            return new MeanOutcome.Refused(
                new Refusal.NotACovariance(SymmetricEigen.Of(sample).Eigenvalues[0]));
        }

        ImmutableArray<double>.Builder values = ImmutableArray.CreateBuilder<double>(n);
        foreach (double mean in means)
        {
            values.Add(((pull.Weight * pull.Centre) + ((1.0 - pull.Weight) * mean)) * periodsPerYear);
        }

        return new MeanOutcome.Estimated(values.MoveToImmutable(), method, rows.Rows, pull.Weight);
    }

    private static Refusal[] Fault(int assets, double periodsPerYear)
    {
        if (assets == 0)
        {
            return [new Refusal.NoAssets()];
        }

        return periodsPerYear > 0.0 && double.IsFinite(periodsPerYear)
            ? []
            : [new Refusal.OutOfRange("periodsPerYear", periodsPerYear, 0.0, double.MaxValue)];
    }

    private static double Mean(double[] series)
    {
        double sum = 0.0;
        int count = 0;
        foreach (double r in series)
        {
            sum += double.IsNaN(r) ? 0.0 : r;
            count += double.IsNaN(r) ? 0 : 1;
        }

        return sum / count;
    }

    private static double Growth(double[] series, double periodsPerYear)
    {
        double growth = 1.0;
        int count = 0;
        foreach (double r in series)
        {
            growth *= double.IsNaN(r) ? 1.0 : 1.0 + r;
            count += double.IsNaN(r) ? 0 : 1;
        }

        return Math.Pow(growth, periodsPerYear / count) - 1.0;
    }

    private static double Faded(double[] series, double factor)
    {
        double sum = 0.0;
        double weights = 0.0;
        double weight = 1.0;
        for (int t = series.Length - 1; t >= 0; t--)
        {
            sum += double.IsNaN(series[t]) ? 0.0 : weight * series[t];
            weights += double.IsNaN(series[t]) ? 0.0 : weight;
            weight *= factor;
        }

        return sum / weights;
    }
}
