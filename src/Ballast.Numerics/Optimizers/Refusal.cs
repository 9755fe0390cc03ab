using System.Collections.Immutable;

namespace Ballast.Numerics.Optimizers;

/// <summary>Why an optimizer gives no weights. Closed: the nested cases. Indices count assets from zero in the order of
/// the inputs; whoever knows the names writes the sentence.</summary>
public abstract record Refusal
{
    private Refusal()
    {
    }

    /// <summary>There is no asset to hold.</summary>
    public sealed record NoAssets : Refusal;

    /// <summary>An input is NaN or infinite.</summary>
    /// <param name="Input">Its name, such as <c>covariance</c>.</param>
    /// <param name="Index">Where it stands, counted from zero, row after row in a matrix.</param>
    public sealed record NotFinite(string Input, int Index) : Refusal;

    /// <summary>Inputs speak of different numbers of assets.</summary>
    /// <param name="Input">The one that does not fit.</param>
    /// <param name="Expected">How many entries it should have.</param>
    /// <param name="Actual">How many it has.</param>
    public sealed record ShapeMismatch(string Input, int Expected, int Actual) : Refusal;

    /// <summary>A number is outside of what its meaning allows.</summary>
    /// <param name="Input">Its name, such as <c>budget</c> or <c>riskAversion</c>.</param>
    /// <param name="Value">What was given.</param>
    /// <param name="Least">Smallest allowed value.</param>
    /// <param name="Most">Largest allowed value.</param>
    public sealed record OutOfRange(string Input, double Value, double Least, double Most) : Refusal;

    /// <summary>An asset's lower bound is above its upper bound.</summary>
    /// <param name="Asset">Which one.</param>
    /// <param name="Lower">Its lower bound.</param>
    /// <param name="Upper">Its upper bound.</param>
    public sealed record BoundsCross(int Asset, double Lower, double Upper) : Refusal;

    /// <summary>No weights within the bounds sum to the budget.</summary>
    /// <param name="Budget">What the weights were to sum to.</param>
    /// <param name="Least">Sum of the lower bounds.</param>
    /// <param name="Most">Sum of the upper bounds.</param>
    public sealed record BudgetOutOfReach(double Budget, double Least, double Most) : Refusal;

    /// <summary>No allowed portfolio has the value that was asked for.</summary>
    /// <param name="Target">What it was, such as <c>return</c>, <c>volatility</c> or <c>turnover</c>.</param>
    /// <param name="Value">What was asked for.</param>
    /// <param name="Least">Least value that can be had.</param>
    /// <param name="Most">Most that can be had.</param>
    public sealed record TargetOutOfReach(string Target, double Value, double Least, double Most) : Refusal;

    /// <summary>The constraints contradict each other. The certificate proves it (Farkas 1902): added up with these
    /// factors, constraints and bounds say that a sum of weights that can only be below a number is above it.</summary>
    /// <param name="Constraints">One factor for each constraint, the budget included where it is one of them.</param>
    /// <param name="Assets">One factor for each asset's bound: above zero for the upper, below zero for the
    /// lower.</param>
    /// <param name="Gap">How much is missing, above zero, in units of weight with these factors.</param>
    public sealed record Contradiction(
        ImmutableArray<double> Constraints, ImmutableArray<double> Assets, double Gap) : Refusal;

    /// <summary>The objective improves without end: bounds are missing.</summary>
    public sealed record Unbounded : Refusal;

    /// <summary>No allowed portfolio earns more than the risk-free rate, so there is no best ratio to risk.</summary>
    /// <param name="RiskFree">The rate.</param>
    /// <param name="Most">The most that an allowed portfolio earns.</param>
    public sealed record NothingAboveRiskFree(double RiskFree, double Most) : Refusal;

    /// <summary>An allowed portfolio without any risk earns more than the risk-free rate: the ratio has no largest
    /// value.</summary>
    /// <param name="RiskFree">The rate.</param>
    /// <param name="Riskless">What the portfolio without risk earns.</param>
    public sealed record RisklessBeatsRiskFree(double RiskFree, double Riskless) : Refusal;

    /// <summary>An asset does not move at all, and the method divides by its volatility.</summary>
    /// <param name="Asset">Which one.</param>
    public sealed record NoVariance(int Asset) : Refusal;

    /// <summary>A covariance matrix that gives some portfolio a negative variance, or is not symmetric.</summary>
    /// <param name="LeastEigenvalue">Its least eigenvalue; NaN where it is not symmetric.</param>
    public sealed record NotACovariance(double LeastEigenvalue) : Refusal;

    /// <summary>There are too few observations for what was asked.</summary>
    /// <param name="Actual">How many there are.</param>
    /// <param name="Needed">How many are needed.</param>
    public sealed record TooFewObservations(int Actual, int Needed) : Refusal;

    /// <summary>All solvers ended without an answer that passes its check; the attempts say how.</summary>
    /// <param name="Residual">The largest residual of the best answer; infinity where there was none.</param>
    public sealed record NotConverged(double Residual) : Refusal;
}
