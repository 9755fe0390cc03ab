using Ballast.Numerics.Linear;

namespace Ballast.Numerics.Optimizers.Quadratic;

/// <summary>Measures an answer of the dual method against the problem as it was given, without ridge or
/// tolerance.</summary>
internal static class QuadraticResiduals
{
    private const double AtPoint = 1e-13;

    public static Residuals Of(QuadraticProblem problem, DualIterate iterate)
    {
        ReadOnlySpan<double> w = iterate.Weights;
        ReadOnlySpan<double> y = iterate.Multipliers;
        double[] force = new double[w.Length];
        problem.Hessian.MultiplyTransposed(w, force);
        Vectors.AddScaled(1.0, problem.Linear.AsSpan(), force);
        double infeasible = 0.0;
        double complementarity = 0.0;
        for (int r = 0; r < y.Length; r++)
        {
            LinearConstraint constraint = problem.Constraints[r];
            double value = Vectors.Dot(constraint.Factors.AsSpan(), w);
            Vectors.AddScaled(y[r], constraint.Factors.AsSpan(), force);
            infeasible = Math.Max(infeasible, Math.Max(constraint.Least - value, value - constraint.Most));

            // A multiplier that is not zero holds its end of the constraint.
            double slack = y[r] > 0.0 ? constraint.Most - value : value - constraint.Least;
            complementarity = y[r] == 0.0
                ? complementarity
                : Math.Max(complementarity, Math.Min(Math.Abs(y[r]), Math.Abs(slack)));
        }

        double stationarity = 0.0;
        for (int i = 0; i < w.Length; i++)
        {
            infeasible = Math.Max(infeasible, Math.Max(problem.Bounds.Lower[i] - w[i], w[i] - problem.Bounds.Upper[i]));
            stationarity = Math.Max(stationarity, iterate.Terms.Distance(i, w[i], -force[i], AtPoint));
        }

        return new Residuals(stationarity, infeasible, complementarity);
    }
}
