using System.Diagnostics;
using Ballast.Numerics.Linear;

namespace Ballast.Numerics.Moments;

/// <summary>A target of shrinkage F, and rho: the sum of asymptotic covariances between its entries and the sample's
/// (Ledoit and Wolf 2003, p. 610; 2004 JPM, appendix B).</summary>
internal abstract record ShrinkageTarget(double Rho)
{
    public static ShrinkageTarget Of(CovarianceMethod method, Deviations y, Matrix sample)
    {
        double[] variances = new double[sample.Rows];
        sample.CopyDiagonal(variances);
        double mean = Vectors.Sum(variances) / variances.Length;
        switch (method)
        {
            case CovarianceMethod.LedoitWolfOneParameter:
            case CovarianceMethod.OracleApproximating:
                Array.Fill(variances, mean);
                return new OnDiagonal(variances, 0.0);
            case CovarianceMethod.LedoitWolfTwoParameter:
                return new Everywhere(TwoNumbers(sample, mean), TwoNumbersRho(y, sample, mean));
            case CovarianceMethod.LedoitWolfDiagonal:
                return new OnDiagonal(variances, OwnVariances(y, variances));
            case CovarianceMethod.LedoitWolfConstantCorrelation:
                return OneCorrelation(y, sample, variances);
            case CovarianceMethod.LedoitWolfMarket:
                return OneFactor(y, sample, variances);
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>The sum of squared differences between all entries of a symmetric sample and the target.</summary>
    public abstract double SquaredDistance(Matrix sample);

    /// <summary>Overwrites a sample with a mix of itself and the target.</summary>
    public abstract void Blend(Matrix sample, double share, double targetShare);

    private static Matrix TwoNumbers(Matrix sample, double variance)
    {
        int n = sample.Rows;
        double covariance = n > 1 ? (Vectors.Sum(sample.Values) - (n * variance)) / n / (n - 1) : 0.0;
        Matrix target = new(n, n);
        target.Values.Fill(covariance);
        for (int i = 0; i < n; i++)
        {
            target[i, i] = variance;
        }

        return target;
    }

    // What the mean variance and the mean covariance have in common with the entries they are means of.
    private static double TwoNumbersRho(Deviations y, Matrix sample, double variance)
    {
        int n = sample.Rows;
        double trace = n * variance;
        double covariances = Vectors.Sum(sample.Values) - trace;
        double diagonal = -trace * trace;
        double beside = -covariances * covariances;
        for (int t = 0; t < y.Periods; t++)
        {
            double sum = Vectors.Sum(y.Values.Row(t));
            double squares = Vectors.Dot(y.Values.Row(t), y.Values.Row(t));
            double products = (sum * sum) - squares;
            diagonal += squares * squares / y.Divisor;
            beside += products * products / y.Divisor;
        }

        return (diagonal / n) + (n > 1 ? beside / n / (n - 1) : 0.0);
    }

    // The diagonal part of rho, and of pi: sum_i (sum_t y_ti^4 / n - s_ii^2).
    private static double OwnVariances(Deviations y, ReadOnlySpan<double> variances)
    {
        double sum = -Vectors.Dot(variances, variances);
        foreach (double value in y.Values.Values)
        {
            sum += value * value * value * value / y.Divisor;
        }

        return sum;
    }

    private static Everywhere OneCorrelation(Deviations y, Matrix sample, ReadOnlySpan<double> variances)
    {
        int n = variances.Length;
        double[] deviation = new double[n];
        double[] inverse = new double[n];
        int moving = 0;
        for (int i = 0; i < n; i++)
        {
            deviation[i] = Math.Sqrt(variances[i]);
            inverse[i] = variances[i] > 0.0 ? 1.0 / deviation[i] : 0.0;
            moving += variances[i] > 0.0 ? 1 : 0;
        }

        double correlations = sample.Quadratic(inverse) - moving;
        double mean = moving > 1 ? correlations / moving / (moving - 1) : 0.0;
        Matrix target = Matrix.Diagonal(variances);
        for (int i = 0; i < n; i++)
        {
            Vectors.AddScaled(mean * deviation[i], deviation, target.Row(i));
            target[i, i] = variances[i];
        }

        double beside = CubeSums(y, deviation, inverse) - sample.Quadratic(deviation);
        for (int i = 0; i < n; i++)
        {
            beside += variances[i] * variances[i];
        }

        return new Everywhere(target, OwnVariances(y, variances) + (mean * beside));
    }

    // sum over i != j of (s_j / s_i) sum_t y_ti^3 y_tj / n.
    private static double CubeSums(Deviations y, double[] deviation, double[] inverse)
    {
        double sum = 0.0;
        double[] cubes = new double[deviation.Length];
        for (int t = 0; t < y.Periods; t++)
        {
            ReadOnlySpan<double> row = y.Values.Row(t);
            double same = 0.0;
            for (int i = 0; i < row.Length; i++)
            {
                cubes[i] = row[i] * row[i] * row[i];
                same += cubes[i] * row[i];
            }

            sum += (Vectors.Dot(cubes, inverse) * Vectors.Dot(row, deviation)) - same;
        }

        return sum / y.Divisor;
    }

    private static ShrinkageTarget OneFactor(Deviations y, Matrix sample, double[] variances)
    {
        int n = variances.Length;
        double[] covariances = new double[n];
        double variance = 0.0;
        double[] ones = new double[n];
        Array.Fill(ones, 1.0 / n);
        for (int t = 0; t < y.Periods; t++)
        {
            double market = Vectors.Dot(y.Values.Row(t), ones);
            Vectors.AddScaled(market / y.Divisor, y.Values.Row(t), covariances);
            variance += market * market / y.Divisor;
        }

        if (!(variance > 0.0))
        {
            return new OnDiagonal(variances, OwnVariances(y, variances));
        }

        Matrix target = Matrix.Diagonal(variances);
        for (int i = 0; i < n; i++)
        {
            Vectors.AddScaled(covariances[i] / variance, covariances, target.Row(i));
            target[i, i] = variances[i];
        }

        double beside = FactorRho(y, sample, covariances, variance);
        return new Everywhere(target, OwnVariances(y, variances) + beside);
    }

    // 2 r1 - r3 of the authors' covMarket, with its double sums taken row by row.
    private static double FactorRho(Deviations y, Matrix sample, double[] c, double variance)
    {
        int n = c.Length;
        double[] variances = new double[n];
        sample.CopyDiagonal(variances);
        double first = 0.0;
        double third = 0.0;
        for (int t = 0; t < y.Periods; t++)
        {
            ReadOnlySpan<double> row = y.Values.Row(t);
            double market = Vectors.Sum(row) / n;
            double along = Vectors.Dot(row, c);
            double same = 0.0;
            double length = Vectors.Dot(row, row);
            double sameCubes = 0.0;
            for (int i = 0; i < n; i++)
            {
                same += row[i] * row[i] * c[i] * c[i];
                sameCubes += row[i] * row[i] * row[i] * c[i];
            }

            first += ((length * market * along) - (market * sameCubes)) / y.Divisor;
            third += market * market * ((along * along) - same) / y.Divisor;
        }

        double[] scaled = new double[n];
        sample.Multiply(c, scaled);
        double crossed = Vectors.Dot(c, scaled);
        double own = 0.0;
        for (int i = 0; i < n; i++)
        {
            own += c[i] * c[i] * variances[i];
        }

        first = (first - (crossed - own)) / variance;
        third = ((third / variance) - (crossed - own)) / variance;
        return (2.0 * first) - third;
    }

    // A diagonal matrix, of which only the diagonal is kept.
    private sealed record OnDiagonal(double[] Variances, double Rho) : ShrinkageTarget(Rho)
    {
        public override double SquaredDistance(Matrix sample)
        {
            double sum = 0.0;
            for (int i = 0; i < sample.Rows; i++)
            {
                ReadOnlySpan<double> left = sample.Row(i)[..i];
                double difference = sample[i, i] - Variances[i];
                sum += (2.0 * Vectors.Dot(left, left)) + (difference * difference);
            }

            return sum;
        }

        public override void Blend(Matrix sample, double share, double targetShare)
        {
            Vectors.Scale(share, sample.Values);
            for (int i = 0; i < sample.Rows; i++)
            {
                sample[i, i] += targetShare * Variances[i];
            }
        }
    }

    private sealed record Everywhere(Matrix Matrix, double Rho) : ShrinkageTarget(Rho)
    {
        public override double SquaredDistance(Matrix sample)
        {
            double[] difference = new double[sample.Columns];
            double sum = 0.0;
            for (int i = 0; i < sample.Rows; i++)
            {
                sample.Row(i).CopyTo(difference);
                Vectors.AddScaled(-1.0, Matrix.Row(i), difference);
                sum += Vectors.Dot(difference, difference);
            }

            return sum;
        }

        public override void Blend(Matrix sample, double share, double targetShare)
        {
            Vectors.Scale(share, sample.Values);
            Vectors.AddScaled(targetShare, Matrix.Values, sample.Values);
        }
    }
}
