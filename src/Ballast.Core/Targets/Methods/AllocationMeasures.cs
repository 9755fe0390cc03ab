namespace Ballast.Core.Targets.Methods;

/// <summary>What an allocation promises by the moments it was made from: estimates, with all their errors.</summary>
/// <param name="ExpectedReturn">A year, as a fraction; NaN where no expected returns are known.</param>
/// <param name="Volatility">Standard deviation a year, as a fraction; NaN where no covariance is known.</param>
/// <param name="Sharpe">What the weights earn above the risk-free rate, per unit of volatility (Sharpe 1994); cash
/// beside them, fixed or left over, counts for nothing in both. NaN where one is not known or there is no
/// volatility.</param>
public sealed record AllocationMeasures(double ExpectedReturn, double Volatility, double Sharpe);
