using Ballast.Core.Amounts;

namespace Ballast.Core.Targets.Methods;

/// <summary>One asset of an answer.</summary>
/// <param name="Asset">Which.</param>
/// <param name="Weight">Fraction of the whole portfolio, finite.</param>
/// <param name="RiskContribution">Its share of the portfolio's variance; all shares sum to one, a hedge's is negative;
/// zero where the portfolio has no risk, NaN where no covariance is known.</param>
public sealed record AllocatedAsset(Asset Asset, double Weight, double RiskContribution);
