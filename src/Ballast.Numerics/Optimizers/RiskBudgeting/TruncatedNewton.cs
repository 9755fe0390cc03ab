using Ballast.Numerics.Linear;

namespace Ballast.Numerics.Optimizers.RiskBudgeting;

/// <summary>
/// Newton's method on <c>x'Vx / 2 - sum(b_i ln x_i)</c> for many assets (Spinu 2013) whose steps are found by conjugate
/// gradients, no more exactly than they deserve (Dembo and Steihaug 1983), so that no matrix is factored. A step is
/// looked for in units of x: <c>(XVX + B) u = b - c</c> with c the contributions <c>x_i (Vx)_i</c>. They are the row
/// sums of <c>XVX</c>, which is therefore near <c>cc' / sum(c)</c> where assets move together; that and the diagonal
/// precondition the system. Vx is kept up to date by the products that the gradients need anyway.
/// </summary>
internal sealed class TruncatedNewton
{
    public const string Name = "Newton (conjugate gradients)";

    private const int MostSteps = 100;
    private const int MostProducts = 1000;

    // A whole step leaves the share u_i^2 of a contribution amiss: longer ones are cut.
    private const double LongestStep = 0.5;

    private const int StartTurns = 3;

    // What an asset's variance keeps for itself at least, as a share, when the start explains it by one factor.
    private const double LeastRest = 1e-3;

    private readonly Matrix covariance;
    private readonly double[] parts;
    private readonly double accuracy;
    private readonly int n;
    private readonly double[] pull;
    private readonly double[] contributions;
    private readonly double[] inverse;
    private readonly double[] residual;
    private readonly double[] step;
    private readonly double[] conditioned;
    private readonly double[] direction;
    private readonly double[] scaled;
    private readonly double[] product;
    private readonly double[] stepPull;
    private double variance;
    private int products;

    /// <summary>For parts b, shape (N), sum one; assets with a part of zero stay at zero. A relative contribution is to
    /// be met to the accuracy.</summary>
    public TruncatedNewton(Matrix covariance, double[] parts, double accuracy)
    {
        this.covariance = covariance;
        this.parts = parts;
        this.accuracy = accuracy;
        n = parts.Length;
        pull = new double[n];
        contributions = new double[n];
        inverse = new double[n];
        residual = new double[n];
        step = new double[n];
        conditioned = new double[n];
        direction = new double[n];
        scaled = new double[n];
        product = new double[n];
        stepPull = new double[n];
    }

    /// <summary>Solves for x, shape (N), which is written whole. Steps are counted in products with V.</summary>
    public Attempt Solve(Span<double> x)
    {
        Start(x);
        Multiply(x);
        product.CopyTo(pull, 0);
        for (int steps = 0; steps < MostSteps && products < MostProducts; steps++)
        {
            double off = Measure(x);
            if (!double.IsFinite(off))
            {
                return new Attempt(Name, AttemptEnding.Rejected, products);
            }

            if (off <= accuracy)
            {
                return new Attempt(Name, AttemptEnding.Solved, products);
            }

            // Newton squares the error: a step that is more exact than that is wasted.
            Step(x, Math.Clamp(off, Math.Min(0.3 * accuracy / off, 0.1), 0.1));
            Move(x);
        }

        return new Attempt(Name, AttemptEnding.OutOfSteps, products);
    }

    // The answer if all covariances were those of one factor (Sharpe 1963): the portfolio of inverse volatilities, of
    // variance one, whose covariances with the assets are their betas.
    private void Start(Span<double> x)
    {
        for (int i = 0; i < n; i++)
        {
            x[i] = parts[i] > 0.0 ? Math.Sqrt(parts[i] / covariance[i, i]) : 0.0;
        }

        Multiply(x);
        double squared = Vectors.Dot(x, product);
        Vectors.Scale(1.0 / Math.Sqrt(squared), product);
        double exposure = 1.0;
        for (int turn = 0; turn < StartTurns; turn++)
        {
            double found = 0.0;
            for (int i = 0; i < n; i++)
            {
                double own = covariance[i, i];
                double rest = Math.Max(own - (product[i] * product[i]), LeastRest * own);
                x[i] = parts[i] > 0.0 ? CoordinateDescent.Root(rest, product[i] * exposure, parts[i]) : 0.0;
                found += product[i] * x[i];
            }

            exposure = Math.Sqrt(exposure * Math.Max(found, 0.0));
        }
    }

    // The largest relative error of a contribution; NaN where an input is.
    private double Measure(ReadOnlySpan<double> x)
    {
        double worst = 0.0;
        variance = 0.0;
        for (int i = 0; i < n; i++)
        {
            contributions[i] = x[i] * pull[i];
            residual[i] = parts[i] - contributions[i];
            variance += contributions[i];
            worst = parts[i] > 0.0 ? Math.Max(worst, Math.Abs(residual[i]) / parts[i]) : worst;
        }

        return worst;
    }

    // The diagonal of what cc' / sum(c) leaves, with B.
    private void SetDiagonal(ReadOnlySpan<double> x)
    {
        for (int i = 0; i < n; i++)
        {
            double own = x[i] * x[i] * covariance[i, i];
            double common = contributions[i] * contributions[i] / variance;
            inverse[i] = parts[i] > 0.0 ? 1.0 / (parts[i] + Math.Max(own - common, 0.0)) : 0.0;
        }
    }

    // By the formula of Sherman and Morrison (1950).
    private void Condition()
    {
        double along = 0.0;
        double length = variance;
        for (int i = 0; i < n; i++)
        {
            conditioned[i] = inverse[i] * residual[i];
            along += contributions[i] * conditioned[i];
            length += contributions[i] * contributions[i] * inverse[i];
        }

        double share = variance > 0.0 ? along / length : 0.0;
        for (int i = 0; i < n; i++)
        {
            conditioned[i] -= share * inverse[i] * contributions[i];
        }
    }

    // Solves for the step until its residual has fallen to a share of what it was.
    private void Step(ReadOnlySpan<double> x, double share)
    {
        SetDiagonal(x);
        Condition();
        Array.Clear(step);
        Array.Clear(stepPull);
        conditioned.CopyTo(direction, 0);
        double size = Vectors.Dot(residual, conditioned);
        double enough = share * share * size;
        while (size > enough && products < MostProducts)
        {
            for (int i = 0; i < n; i++)
            {
                scaled[i] = x[i] * direction[i];
            }

            Multiply(scaled);
            double curvature = 0.0;
            for (int i = 0; i < n; i++)
            {
                scaled[i] = (x[i] * product[i]) + (parts[i] * direction[i]);
                curvature += direction[i] * scaled[i];
            }

            double length = size / curvature;
            Vectors.AddScaled(length, direction, step);
            Vectors.AddScaled(length, product, stepPull);
            Vectors.AddScaled(-length, scaled, residual);
            Condition();
            double next = Vectors.Dot(residual, conditioned);
            Vectors.Scale(next / size, direction);
            Vectors.AddScaled(1.0, conditioned, direction);
            size = next;
        }
    }

    // A step as long as self-concordance allows, and the whole of it near the answer.
    private void Move(Span<double> x)
    {
        double largest = Vectors.LargestMagnitude(step);
        double length = largest > LongestStep ? 1.0 / (1.0 + largest) : 1.0;
        for (int i = 0; i < n; i++)
        {
            x[i] += length * step[i] * x[i];
        }

        Vectors.AddScaled(length, stepPull, pull);
    }

    private void Multiply(ReadOnlySpan<double> vector)
    {
        SymmetricProduct.Multiply(covariance, vector, product);
        products++;
    }
}
