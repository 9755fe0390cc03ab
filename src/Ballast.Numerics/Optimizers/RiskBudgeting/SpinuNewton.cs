using System.Runtime.CompilerServices;
using Ballast.Numerics.Linear;

namespace Ballast.Numerics.Optimizers.RiskBudgeting;

/// <summary>Newton's method on <c>x'Vx / 2 - sum(b_i ln x_i)</c>, damped by what self-concordance allows until it is
/// near (Spinu 2013, An Algorithm for Computing Risk Parity Weights). The Hessian <c>V + diag(b_i / x_i^2)</c> is
/// positive definite even where V is singular.</summary>
internal static class SpinuNewton
{
    public const string Name = "Newton (Spinu)";

    private const int MostSteps = 200;

    // Relative steps square from one to the next: after one of this size rounding is all that is left.
    private const double LastStep = 1e-7;

    /// <summary>Solves for x, shape (N), which must come in positive wherever there is a part and zero
    /// elsewhere.</summary>
    public static Attempt Solve(Matrix covariance, ReadOnlySpan<double> parts, Span<double> x)
    {
        int[] held = Held(parts);
        int n = held.Length;
        double[] hessian = new double[n * n];
        double[] inverse = new double[n];
        double[] step = new double[n];
        double[] inverseWeights = new double[n];
        for (int steps = 1; steps <= MostSteps; steps++)
        {
            for (int i = 0; i < n; i++)
            {
                int a = held[i];
                inverseWeights[i] = 1.0 / x[a];
                double push = parts[a] * inverseWeights[i];
                step[i] = Gather(covariance.Row(a), held, x, hessian.AsSpan(i * n, n)) - push;
                hessian[(i * n) + i] += push * inverseWeights[i];
            }

            if (!Factor(hessian, inverse))
            {
                return new Attempt(Name, AttemptEnding.Singular, steps);
            }

            SolveInPlace(hessian, inverse, step);
            double largest = 0.0;
            for (int i = 0; i < n; i++)
            {
                largest = Math.Max(largest, Math.Abs(step[i] * inverseWeights[i]));
            }

            double length = largest > 0.1 ? 1.0 / (1.0 + largest) : 1.0;
            for (int i = 0; i < n; i++)
            {
                x[held[i]] -= length * step[i];
            }

            if (largest < LastStep)
            {
                return new Attempt(Name, AttemptEnding.Solved, steps);
            }
        }

        return new Attempt(Name, AttemptEnding.OutOfSteps, MostSteps);
    }

    private static int[] Held(ReadOnlySpan<double> parts)
    {
        int[] held = new int[parts.Length];
        int count = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            if (parts[i] > 0.0)
            {
                held[count++] = i;
            }
        }

        return held[..count];
    }

    // (V x)_a, and on the way the entries of V's row a.
    private static double Gather(ReadOnlySpan<double> row, int[] held, ReadOnlySpan<double> x, Span<double> entries)
    {
        double sum = 0.0;
        for (int j = 0; j < held.Length; j++)
        {
            double entry = row[held[j]];
            sum += entry * x[held[j]];
            entries[j] = entry;
        }

        return sum;
    }

    // A = L D L' in the lower triangle, L with ones on its diagonal, and 1 / D beside: one division a row and no root,
    // which is most of the time where there are few assets. False where a pivot is not above zero.
    private static bool Factor(Span<double> a, Span<double> inverse)
    {
        int n = inverse.Length;
        for (int i = 0; i < n; i++)
        {
            Span<double> row = a.Slice(i * n, i + 1);
            for (int j = 1; j < i; j++)
            {
                row[j] -= Product(row[..j], a.Slice(j * n, j));
            }

            double pivot = row[i];
            for (int j = 0; j < i; j++)
            {
                double scaled = row[j] * inverse[j];
                pivot -= row[j] * scaled;
                row[j] = scaled;
            }

            if (!(pivot > 0.0) || double.IsInfinity(pivot))
            {
                return false;
            }

            inverse[i] = 1.0 / pivot;
        }

        return true;
    }

    private static void SolveInPlace(ReadOnlySpan<double> lower, ReadOnlySpan<double> inverse, Span<double> b)
    {
        int n = b.Length;
        for (int i = 1; i < n; i++)
        {
            b[i] -= Product(lower.Slice(i * n, i), b[..i]);
        }

        for (int i = 0; i < n; i++)
        {
            b[i] *= inverse[i];
        }

        for (int i = n - 1; i > 0; i--)
        {
            Subtract(b[i], lower.Slice(i * n, i), b[..i]);
        }
    }

    // Here and below: a call costs more than so few products.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Subtract(double factor, ReadOnlySpan<double> x, Span<double> y)
    {
        if (x.Length >= 8)
        {
            Vectors.AddScaled(-factor, x, y);
            return;
        }

        for (int i = 0; i < x.Length && i < y.Length; i++)
        {
            y[i] -= factor * x[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Product(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length >= 8)
        {
            return Vectors.Dot(x, y);
        }

        double sum = 0.0;
        for (int i = 0; i < x.Length && i < y.Length; i++)
        {
            sum += x[i] * y[i];
        }

        return sum;
    }
}
