using Ballast.Numerics.Linear;

namespace Ballast.Numerics.Optimizers.RiskBudgeting;

/// <summary>Newton's method on <c>x'Vx / 2 - sum(b_i ln x_i)</c>, damped by what self-concordance allows until it is
/// near (Spinu 2013, An Algorithm for Computing Risk Parity Weights). The Hessian <c>V + diag(b_i / x_i^2)</c> is
/// positive definite even where V is singular.</summary>
internal static class SpinuNewton
{
    public const string Name = "Newton (Spinu)";

    private const int MostSteps = 200;

    private const double Accuracy = 1e-13;

    /// <summary>Solves for x, shape (N), which must come in positive wherever there is a part and zero
    /// elsewhere.</summary>
    public static Attempt Solve(Matrix covariance, ReadOnlySpan<double> parts, Span<double> x)
    {
        int[] held = Held(parts);
        int n = held.Length;
        Matrix hessian = new(n, n);
        double[] gradient = new double[x.Length];
        double[] step = new double[n];
        for (int steps = 1; steps <= MostSteps; steps++)
        {
            covariance.Multiply(x, gradient);
            for (int i = 0; i < n; i++)
            {
                int a = held[i];
                for (int j = 0; j <= i; j++)
                {
                    hessian[i, j] = covariance[a, held[j]];
                }

                hessian[i, i] += parts[a] / (x[a] * x[a]);
                step[i] = gradient[a] - (parts[a] / x[a]);
            }

            if (Cholesky.FactorInPlace(hessian.Values, n, n) >= 0)
            {
                return new Attempt(Name, AttemptEnding.Singular, steps);
            }

            SolveInPlace(hessian, step);
            double largest = 0.0;
            for (int i = 0; i < n; i++)
            {
                largest = Math.Max(largest, Math.Abs(step[i] / x[held[i]]));
            }

            double length = largest > 0.1 ? 1.0 / (1.0 + largest) : 1.0;
            for (int i = 0; i < n; i++)
            {
                x[held[i]] -= length * step[i];
            }

            if (largest < Accuracy)
            {
                return new Attempt(Name, AttemptEnding.Solved, steps);
            }
        }

        return new Attempt(Name, AttemptEnding.OutOfSteps, MostSteps);
    }

    private static int[] Held(ReadOnlySpan<double> parts)
    {
        List<int> held = [];
        for (int i = 0; i < parts.Length; i++)
        {
            if (parts[i] > 0.0)
            {
                held.Add(i);
            }
        }

        return [.. held];
    }

    private static void SolveInPlace(Matrix factor, Span<double> b)
    {
        for (int i = 0; i < b.Length; i++)
        {
            ReadOnlySpan<double> row = factor.Row(i);
            b[i] = (b[i] - Vectors.Dot(row[..i], b[..i])) / row[i];
        }

        for (int i = b.Length - 1; i >= 0; i--)
        {
            ReadOnlySpan<double> row = factor.Row(i);
            b[i] /= row[i];
            Vectors.AddScaled(-b[i], row[..i], b[..i]);
        }
    }
}
