namespace Ballast.Numerics.Optimizers;

/// <summary>How far weights are from the Karush-Kuhn-Tucker conditions (Boyd and Vandenberghe 2004, section 5.5.3). All
/// are zero or more; the default claims that all conditions hold exactly.</summary>
/// <param name="Stationarity">Largest entry of the Lagrangian's gradient over assets that lie between their bounds, in
/// units of the objective's gradient.</param>
/// <param name="Feasibility">Largest violation of a bound, the budget or a constraint, in units of weight.</param>
/// <param name="Complementarity">Largest multiplier of the wrong sign, in units of the objective's gradient.</param>
public readonly record struct Residuals(double Stationarity, double Feasibility, double Complementarity)
{
    /// <summary>The largest of the three; NaN where one is.</summary>
    public double Largest => Math.Max(Stationarity, Math.Max(Feasibility, Complementarity));
}
