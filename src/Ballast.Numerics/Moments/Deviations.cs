using Ballast.Numerics.Linear;
using Ballast.Numerics.Optimizers;

namespace Ballast.Numerics.Moments;

/// <summary>Returns of the periods that every asset has, less their mean or not: what estimators multiply.</summary>
internal sealed class Deviations
{
    private readonly Matrix returns;
    private readonly double[] centre;
    private Matrix? values;

    private Deviations(Matrix returns, double[] centre, double divisor)
    {
        this.returns = returns;
        this.centre = centre;
        Divisor = divisor;
    }

    /// <summary>Shape (T, N); made when it is first asked for.</summary>
    public Matrix Values => values ??= Centred();

    /// <summary>T or T - 1.</summary>
    public double Divisor { get; }

    public int Periods => returns.Rows;

    /// <summary>The refusal, or none where there are enough complete periods.</summary>
    public static Refusal[] Fault(ReturnPanel panel, CovarianceConvention convention)
    {
        if (panel.Assets == 0)
        {
            return [new Refusal.NoAssets()];
        }

        if (!(convention.PeriodsPerYear > 0.0) || double.IsInfinity(convention.PeriodsPerYear))
        {
            return [new Refusal.OutOfRange("periodsPerYear", convention.PeriodsPerYear, 0.0, double.MaxValue)];
        }

        int needed = convention.Divisor == Moments.Divisor.Observations && convention.Centring != Centring.Demeaned
            ? 1
            : 2;
        return panel.CompletePeriods < needed
            ? [new Refusal.TooFewObservations(panel.CompletePeriods, needed)]
            : [];
    }

    public static Deviations Of(ReturnPanel panel, CovarianceConvention convention)
    {
        Matrix returns = panel.CompletePeriods == panel.Periods ? panel.Returns : CompleteRows(panel);
        double[] mean = new double[returns.Columns];
        if (convention.Centring == Centring.Demeaned)
        {
            for (int t = 0; t + 1 < returns.Rows; t += 2)
            {
                Vectors.AddScaledPair(1.0, returns.Row(t), 1.0, returns.Row(t + 1), mean);
            }

            if (int.IsOddInteger(returns.Rows))
            {
                Vectors.AddScaled(1.0, returns.Row(returns.Rows - 1), mean);
            }

            Vectors.Scale(1.0 / returns.Rows, mean);
        }

        double divisor = convention.Divisor == Moments.Divisor.ObservationsLessOne ? returns.Rows - 1.0 : returns.Rows;
        return new Deviations(returns, mean, divisor);
    }

    /// <summary>The sum over periods of products of two assets' deviations, times a factor; shape (N, N).</summary>
    public Matrix Products(double factor) => Gram.Of(returns, centre, factor);

    /// <summary>The sum of squared deviations in one period.</summary>
    public double SquaredLength(int period) => Vectors.SquaredDistance(returns.Row(period), centre);

    public static Matrix CompleteRows(ReturnPanel panel)
    {
        if (panel.CompletePeriods == panel.Periods)
        {
            return panel.Returns.Copy();
        }

        Matrix rows = new(panel.CompletePeriods, panel.Assets);
        int next = 0;
        for (int t = 0; t < panel.Periods; t++)
        {
            if (Vectors.FirstNotFinite(panel.Returns.Row(t)) < 0)
            {
                panel.Returns.Row(t).CopyTo(rows.Row(next++));
            }
        }

        return rows;
    }

    private Matrix Centred()
    {
        Matrix deviations = returns.Copy();
        for (int t = 0; t < deviations.Rows; t++)
        {
            Vectors.AddScaled(-1.0, centre, deviations.Row(t));
        }

        return deviations;
    }
}
