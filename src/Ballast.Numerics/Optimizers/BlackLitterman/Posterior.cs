using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Ballast.Numerics.Linear;

namespace Ballast.Numerics.Optimizers.BlackLitterman;

/// <summary>The Black-Litterman posterior (Black and Litterman 1992; He and Litterman 1999) in the form that inverts a
/// K x K matrix and never V: with <c>C = tau V P'</c> and <c>S = P C + Omega = L L'</c>, the mean is
/// <c>pi + C S^-1 (q - P pi)</c>, its own covariance <c>M = tau V - C S^-1 C'</c>, and that of returns
/// <c>V + M</c>. Certain views and a singular V are therefore allowed.</summary>
public static class Posterior
{
    /// <summary>Blends the views with the prior.</summary>
    /// <param name="problem">Covariance, prior, views and tau.</param>
    /// <returns>Refused where a certain view repeats or contradicts others: its confidence must be below one.</returns>
    public static PosteriorOutcome Of(BlackLittermanProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ImmutableArray<Refusal> faults = problem.Faults();
        if (faults.Length > 0)
        {
            return new PosteriorOutcome.Refused(faults[0]);
        }

        View[] views = [.. problem.Views.Where(view => view.Trust is not ViewTrust.Confidence { Share: 0.0 })];
        int n = problem.Prior.Length;
        Matrix links = Links(problem, views);
        Matrix system = new(views.Length, views.Length);
        double[] surprise = new double[views.Length];
        for (int k = 0; k < views.Length; k++)
        {
            ReadOnlySpan<double> factors = views[k].Factors.AsSpan();
            for (int l = 0; l < views.Length; l++)
            {
                system[k, l] = Vectors.Dot(factors, links.Row(l));
            }

            system[k, k] += Omega(views[k].Trust, system[k, k]);
            surprise[k] = views[k].Return - Vectors.Dot(factors, problem.Prior.AsSpan());
        }

        if (Cholesky.Of(system) is not CholeskyOutcome.Factored factored || IsDegenerate(factored.Factor, system))
        {
            return new PosteriorOutcome.Refused(
                new Refusal.OutOfRange("view confidence", 1.0, 0.0, Math.BitDecrement(1.0)));
        }

        // Rows of L^-1 C': the mean and M are sums over them.
        Halve(factored.Factor, links);
        factored.Factor.SolveLower(surprise);
        double[] mean = [.. problem.Prior];
        for (int k = 0; k < views.Length; k++)
        {
            Vectors.AddScaled(surprise[k], links.Row(k), mean);
        }

        return new PosteriorOutcome.Formed(
            ImmutableCollectionsMarshal.AsImmutableArray(mean), Spread(problem, links, n));
    }

    // C', shape (K, N). Views name few assets, so only their rows of V are read.
    private static Matrix Links(BlackLittermanProblem problem, View[] views)
    {
        Matrix links = new(views.Length, problem.Prior.Length);
        for (int k = 0; k < views.Length; k++)
        {
            ReadOnlySpan<double> factors = views[k].Factors.AsSpan();
            for (int j = 0; j < factors.Length; j++)
            {
                if (factors[j] != 0.0)
                {
                    Vectors.AddScaled(problem.Tau * factors[j], problem.Covariance.Row(j), links.Row(k));
                }
            }
        }

        return links;
    }

    private static double Omega(ViewTrust trust, double prior) => trust switch
    {
        ViewTrust.AsThePrior => prior,
        ViewTrust.Confidence confidence => (1.0 - confidence.Share) / confidence.Share * prior,
        ViewTrust.Variance variance => variance.Omega,
        _ => throw new UnreachableException(),
    };

    private static bool IsDegenerate(Cholesky factor, Matrix system)
    {
        for (int k = 0; k < system.Rows; k++)
        {
            if (factor.Lower[k, k] * factor.Lower[k, k] < 1e-12 * system[k, k])
            {
                return true;
            }
        }

        return false;
    }

    private static void Halve(Cholesky factor, Matrix links)
    {
        for (int k = 0; k < links.Rows; k++)
        {
            Span<double> row = links.Row(k);
            for (int l = 0; l < k; l++)
            {
                Vectors.AddScaled(-factor.Lower[k, l], links.Row(l), row);
            }

            Vectors.Scale(1.0 / factor.Lower[k, k], row);
        }
    }

    private static Matrix Spread(BlackLittermanProblem problem, Matrix halves, int n)
    {
        Matrix covariance = problem.Covariance.Copy();
        Vectors.Scale(1.0 + problem.Tau, covariance.Values);
        for (int i = 0; i < n; i++)
        {
            Span<double> row = covariance.Row(i)[..(i + 1)];
            for (int k = 0; k < halves.Rows; k++)
            {
                ReadOnlySpan<double> half = halves.Row(k);
                Vectors.AddScaled(-half[i], half[..(i + 1)], row);
            }

            for (int j = 0; j < i; j++)
            {
                covariance[j, i] = row[j];
            }
        }

        return covariance;
    }
}
