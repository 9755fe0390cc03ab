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
    private const int HalvedColumns = 64;

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
        Pick[][] picks = [.. views.Select(Picks)];
        Matrix links = Links(problem, picks);
        Matrix system = new(views.Length, views.Length);
        double[] surprise = new double[views.Length];
        for (int k = 0; k < views.Length; k++)
        {
            // The factorisation reads no more than the lower triangle.
            for (int l = 0; l <= k; l++)
            {
                system[k, l] = Return(picks[k], links.Row(l));
            }

            system[k, k] += Omega(views[k].Trust, system[k, k]);
            surprise[k] = views[k].Return - Return(picks[k], problem.Prior.AsSpan());
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
            ImmutableCollectionsMarshal.AsImmutableArray(mean),
            Gram.Sum(problem.Covariance, 1.0 + problem.Tau, links, -1.0));
    }

    // Views name few assets: everything else in them is passed over once and for all.
    private static Pick[] Picks(View view)
    {
        List<Pick> picks = [];
        for (int j = 0; j < view.Factors.Length; j++)
        {
            if (view.Factors[j] != 0.0)
            {
                picks.Add(new Pick(j, view.Factors[j]));
            }
        }

        return [.. picks];
    }

    private static double Return(Pick[] picks, ReadOnlySpan<double> returns)
    {
        double sum = 0.0;
        foreach (Pick pick in picks)
        {
            sum += pick.Factor * returns[pick.Asset];
        }

        return sum;
    }

    // C', shape (K, N).
    private static Matrix Links(BlackLittermanProblem problem, Pick[][] picks)
    {
        Matrix links = new(picks.Length, problem.Prior.Length);
        for (int k = 0; k < picks.Length; k++)
        {
            foreach (Pick pick in picks[k])
            {
                Vectors.AddScaled(problem.Tau * pick.Factor, problem.Covariance.Row(pick.Asset), links.Row(k));
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

    // L^-1 C' in place, some columns of all rows at a time, which then stay in the nearest cache.
    private static void Halve(Cholesky factor, Matrix links)
    {
        double[] known = new double[HalvedColumns];
        for (int j = 0; j < links.Columns; j += HalvedColumns)
        {
            Span<double> strip = links.Values[j..];
            Span<double> sum = known.AsSpan(0, Math.Min(HalvedColumns, links.Columns - j));
            for (int k = 0; k < links.Rows; k++)
            {
                ReadOnlySpan<double> left = factor.Lower.Row(k);
                Span<double> part = links.Row(k).Slice(j, sum.Length);
                RowMix.Of(strip, links.Columns, [], left[..k], sum);
                Vectors.AddScaled(-1.0, sum, part);
                Vectors.Scale(1.0 / left[k], part);
            }
        }
    }


    // An asset that a view names, and by how much.
    private readonly record struct Pick(int Asset, double Factor);
}
