using Ballast.Numerics.Linear;

namespace Ballast.Numerics.Optimizers.RiskBudgeting;

/// <summary>Minimises <c>x'Vx / 2 - k sum(b_i ln x_i)</c> within bounds by cyclical coordinate descent
/// (Griveau-Billion, Richard and Roncalli 2013; Richard and Roncalli 2019, algorithm 1): each asset in turn takes the
/// positive root of its own quadratic equation, cut at its bounds. Memory is its own and nothing is allocated while it
/// runs.</summary>
internal sealed class CoordinateDescent
{
    private readonly Matrix covariance;
    private readonly double[] parts;
    private readonly double[] x;

    /// <summary>Starts from inverse volatilities.</summary>
    /// <param name="covariance">V, shape (N, N), a positive variance wherever there is a part.</param>
    /// <param name="parts">b, shape (N), sum one; assets with a part of zero stay at zero.</param>
    public CoordinateDescent(Matrix covariance, double[] parts)
    {
        this.covariance = covariance;
        this.parts = parts;
        x = new double[parts.Length];
    }

    public Span<double> Weights => x;

    /// <summary>Sets the inverse volatilities, scaled to a variance of one, and then takes the geometric mean of them
    /// and of what would settle each asset alone. That half step removes the error that all assets share.</summary>
    public void Start()
    {
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = parts[i] > 0.0 ? Math.Sqrt(parts[i] / covariance[i, i]) : 0.0;
        }

        Span<double> gradient = new double[x.Length];
        covariance.Multiply(x, gradient);
        double variance = Vectors.Dot(x, gradient);
        for (int i = 0; i < x.Length; i++)
        {
            double share = x[i] * gradient[i];
            double scale = share > 0.0 && variance > 0.0 ? Math.Sqrt(parts[i] / share) : 1.0;
            x[i] *= Math.Clamp(scale, 0.1, 10.0);
        }
    }

    /// <summary>One sweep without bounds.</summary>
    /// <returns>The largest relative change of a weight; NaN where an input is.</returns>
    public double Sweep()
    {
        double largest = 0.0;
        for (int i = 0; i < x.Length; i++)
        {
            if (parts[i] > 0.0)
            {
                double old = x[i];
                x[i] = Root(i, parts[i]);
                largest = Math.Max(largest, Math.Abs((x[i] / old) - 1.0));
            }
        }

        return largest;
    }

    /// <summary>One sweep at factor k within bounds.</summary>
    /// <returns>The largest relative change of a weight; NaN where an input is.</returns>
    public double Sweep(double k, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper)
    {
        double largest = 0.0;
        for (int i = 0; i < x.Length; i++)
        {
            if (parts[i] > 0.0)
            {
                double old = x[i];
                x[i] = Math.Clamp(Root(i, k * parts[i]), lower[i], upper[i]);
                largest = Math.Max(largest, Math.Abs((x[i] / old) - 1.0));
            }
        }

        return largest;
    }

    /// <summary>The positive root of <c>s x^2 + c x - p = 0</c>, in the form that does not cancel; s above zero, p zero
    /// or more.</summary>
    public static double Root(double s, double c, double p)
    {
        double root = Math.Sqrt((c * c) + (4.0 * s * p));
        return c > 0.0 ? 2.0 * p / (c + root) : (root - c) / (2.0 * s);
    }

    private double Root(int i, double p)
    {
        ReadOnlySpan<double> row = covariance.Row(i);
        double s = row[i];
        return Root(s, Vectors.Dot(row, x) - (s * x[i]), p);
    }
}
