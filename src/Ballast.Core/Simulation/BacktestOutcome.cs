namespace Ballast.Core.Simulation;

/// <summary>What a backtest gave. Closed: <see cref="Completed"/> or <see cref="Refused"/>.</summary>
public abstract record BacktestOutcome
{
    /// <summary>The history was walked to its end.</summary>
    public sealed record Completed(BacktestRun Run) : BacktestOutcome;

    /// <summary>Policy, prices and range do not fit together; nothing was simulated.</summary>
    public sealed record Refused(Reason Why) : BacktestOutcome;
}
