using Ballast.Numerics.Linear;
using Ballast.Numerics.Optimizers;

namespace Ballast.Numerics.Moments;

/// <summary>Returns of the periods that every asset has, less their mean or not: what estimators multiply.</summary>
internal sealed class Deviations
{
    private Deviations(Matrix values, double divisor)
    {
        Values = values;
        Divisor = divisor;
    }

    /// <summary>Shape (T, N).</summary>
    public Matrix Values { get; }

    /// <summary>T or T - 1.</summary>
    public double Divisor { get; }

    public int Periods => Values.Rows;

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
        Matrix values = CompleteRows(panel);
        if (convention.Centring == Centring.Demeaned)
        {
            double[] mean = new double[values.Columns];
            for (int t = 0; t < values.Rows; t++)
            {
                Vectors.AddScaled(1.0, values.Row(t), mean);
            }

            Vectors.Scale(1.0 / values.Rows, mean);
            for (int t = 0; t < values.Rows; t++)
            {
                Vectors.AddScaled(-1.0, mean, values.Row(t));
            }
        }

        double divisor = convention.Divisor == Moments.Divisor.ObservationsLessOne ? values.Rows - 1.0 : values.Rows;
        return new Deviations(values, divisor);
    }

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
}
