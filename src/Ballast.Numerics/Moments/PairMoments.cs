namespace Ballast.Numerics.Moments;

/// <summary>Means and products of two series over the periods that both have, in two passes.</summary>
internal readonly record struct PairMoments(int Count, double FirstMean, double SecondMean, double CentralProducts)
{
    public static PairMoments Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        int count = 0;
        double sumX = 0.0;
        double sumY = 0.0;
        for (int t = 0; t < x.Length; t++)
        {
            bool shared = double.IsFinite(x[t]) && double.IsFinite(y[t]);
            count += shared ? 1 : 0;
            sumX += shared ? x[t] : 0.0;
            sumY += shared ? y[t] : 0.0;
        }

        double meanX = sumX / count;
        double meanY = sumY / count;
        double products = 0.0;
        for (int t = 0; t < x.Length; t++)
        {
            products += double.IsFinite(x[t]) && double.IsFinite(y[t]) ? (x[t] - meanX) * (y[t] - meanY) : 0.0;
        }

        return new PairMoments(count, meanX, meanY, products);
    }

    public double Covariance(CovarianceConvention convention)
    {
        double sum = convention.Centring == Centring.Demeaned
            ? CentralProducts
            : CentralProducts + (Count * FirstMean * SecondMean);
        double divisor = convention.Divisor == Divisor.ObservationsLessOne ? Count - 1.0 : Count;
        return sum / divisor * convention.PeriodsPerYear;
    }
}
