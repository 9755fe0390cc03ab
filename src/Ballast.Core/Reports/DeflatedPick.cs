namespace Ballast.Core.Reports;

/// <summary>The best of several settings, once one admits that several were tried.</summary>
/// <param name="Name">The row with the highest Sharpe ratio among the settings compared.</param>
/// <param name="Trials">How many settings were compared, at least two.</param>
/// <param name="Probability">That its true Sharpe ratio is above what the best of as many settings without skill is
/// expected to reach (Bailey and Lopez de Prado 2014), from 0 to 1.</param>
public sealed record DeflatedPick(string Name, int Trials, double Probability);
