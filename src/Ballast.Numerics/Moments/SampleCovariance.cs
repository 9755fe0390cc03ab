using Ballast.Numerics.Linear;
using Ballast.Numerics.Optimizers;

namespace Ballast.Numerics.Moments;

/// <summary>Covariances that are counted and not shrunk. Periods in which any asset lacks a return are left out, except
/// where a name says otherwise; how many were used stands in the estimate.</summary>
public static class SampleCovariance
{
    /// <summary>The sample covariance <c>X'X / d</c> of deviations X.</summary>
    /// <param name="panel">Returns; T complete periods, two or more.</param>
    /// <param name="convention">Centring (demeaned or about zero), divisor and periods per year.</param>
    public static CovarianceOutcome Of(ReturnPanel panel, CovarianceConvention convention)
    {
        ArgumentNullException.ThrowIfNull(panel);
        ArgumentNullException.ThrowIfNull(convention);
        if (Deviations.Fault(panel, convention) is [Refusal fault])
        {
            return new CovarianceOutcome.Refused(fault);
        }

        Deviations deviations = Deviations.Of(panel, convention);
        Matrix matrix = deviations.Products(convention.PeriodsPerYear / deviations.Divisor);
        return Estimated(matrix, CovarianceMethod.Sample, convention, deviations.Periods);
    }

    /// <summary>Each entry from the periods that its two assets share, as pandas does. Entries of different periods
    /// need not fit together: the matrix can have negative eigenvalues (look with
    /// <see cref="PositiveDefinite"/>).</summary>
    /// <param name="panel">Returns; each pair shares two periods or more.</param>
    /// <param name="convention">Demeaned over the shared periods, or about zero; divisor; periods per year.</param>
    public static CovarianceOutcome Pairwise(ReturnPanel panel, CovarianceConvention convention)
    {
        ArgumentNullException.ThrowIfNull(panel);
        ArgumentNullException.ThrowIfNull(convention);
        if (panel.Assets == 0)
        {
            return new CovarianceOutcome.Refused(new Refusal.NoAssets());
        }

        Matrix byAsset = panel.Returns.Transposed();
        Matrix matrix = new(panel.Assets, panel.Assets);
        int fewest = panel.Periods;
        for (int i = 0; i < panel.Assets; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                PairMoments pair = PairMoments.Of(byAsset.Row(i), byAsset.Row(j));
                fewest = Math.Min(fewest, pair.Count);
                matrix[i, j] = matrix[j, i] = pair.Covariance(convention);
            }
        }

        return fewest < 2
            ? new CovarianceOutcome.Refused(new Refusal.TooFewObservations(fewest, 2))
            : Estimated(matrix, CovarianceMethod.Sample, convention, fewest);
    }

    /// <summary>The covariance whose k-th last period counts <c>lambda^k</c> (J.P. Morgan, RiskMetrics 1996), divided
    /// by the sum of weights.</summary>
    /// <param name="panel">Returns; one complete period or more (two where demeaned).</param>
    /// <param name="decay">How fast weights fade.</param>
    /// <param name="centring">Demeaned by the equally weighted mean of the same weights, or about zero as RiskMetrics
    /// does.</param>
    /// <param name="periodsPerYear">Above zero.</param>
    public static CovarianceOutcome ExponentiallyWeighted(
        ReturnPanel panel, Decay decay, Centring centring, double periodsPerYear)
    {
        ArgumentNullException.ThrowIfNull(panel);
        ArgumentNullException.ThrowIfNull(decay);
        CovarianceConvention convention = new(centring, Divisor.SumOfWeights, periodsPerYear);
        if (Deviations.Fault(panel, convention) is [Refusal fault])
        {
            return new CovarianceOutcome.Refused(fault);
        }

        Matrix x = Deviations.CompleteRows(panel);
        double[] mean = new double[x.Columns];
        double sum = 0.0;
        for (int t = 0; t < x.Rows; t++)
        {
            double weight = Math.Pow(decay.Factor, x.Rows - 1 - t);
            Vectors.AddScaled(weight, x.Row(t), mean);
            sum += weight;
        }

        Vectors.Scale(centring == Centring.Demeaned ? -1.0 / sum : 0.0, mean);
        for (int t = 0; t < x.Rows; t++)
        {
            Vectors.AddScaled(1.0, mean, x.Row(t));
            Vectors.Scale(Math.Sqrt(Math.Pow(decay.Factor, x.Rows - 1 - t)), x.Row(t));
        }

        Matrix matrix = Gram.Of(x, periodsPerYear / sum);
        return Estimated(matrix, CovarianceMethod.ExponentiallyWeighted, convention, x.Rows);
    }

    /// <summary>The semi-covariance <c>sum(min(r_i - b, 0) min(r_j - b, 0)) / T</c>: risk is what falls short of a
    /// benchmark (Estrada 2008).</summary>
    /// <param name="panel">Returns; one complete period or more.</param>
    /// <param name="benchmark">b: return per period below which a return counts.</param>
    /// <param name="periodsPerYear">Above zero.</param>
    public static CovarianceOutcome Semi(ReturnPanel panel, double benchmark, double periodsPerYear)
    {
        ArgumentNullException.ThrowIfNull(panel);
        CovarianceConvention convention = new(Centring.AboutLevel, Divisor.Observations, periodsPerYear);
        if (Deviations.Fault(panel, convention) is [Refusal fault])
        {
            return new CovarianceOutcome.Refused(fault);
        }

        if (!double.IsFinite(benchmark))
        {
            return new CovarianceOutcome.Refused(new Refusal.NotFinite("benchmark", 0));
        }

        Matrix x = Deviations.CompleteRows(panel);
        foreach (ref double value in x.Values)
        {
            value = Math.Min(value - benchmark, 0.0);
        }

        return Estimated(Gram.Of(x, periodsPerYear / x.Rows), CovarianceMethod.Semi, convention, x.Rows);
    }

    private static CovarianceOutcome.Estimated Estimated(
        Matrix matrix, CovarianceMethod method, CovarianceConvention convention, int observations) =>
        new(new CovarianceEstimate
        {
            Matrix = matrix,
            Method = method,
            Convention = convention,
            Observations = observations,
            Shrinkage = 0.0,
            Repair = new CovarianceRepair.NotLookedAt(),
        });
}
