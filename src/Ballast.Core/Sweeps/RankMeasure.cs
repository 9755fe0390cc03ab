namespace Ballast.Core.Sweeps;

/// <summary>
/// What settings are ranked by. Each is a mean over bars, so that one can test whether two settings differ in it;
/// drawdown, turnover and costs are in every row, but no setting is picked by them.
/// </summary>
public enum RankMeasure
{
    /// <summary>Sharpe ratio; greater is better.</summary>
    Sharpe = 0,

    /// <summary>Value at the end; greater is better.</summary>
    FinalValue = 1,

    /// <summary>Volatility; less is better.</summary>
    Volatility = 2,

    /// <summary>Tracking error against the costless constant mix; less is better.</summary>
    TrackingError = 3,
}
