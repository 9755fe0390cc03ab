namespace Ballast.Numerics.Sweeps;

/// <summary>What to sweep over which prices.</summary>
public sealed record SweepRequest
{
    /// <summary>Prices.</summary>
    public required PricePanel Panel { get; init; }

    /// <summary>Weights wanted.</summary>
    public required TargetMix Mix { get; init; }

    /// <summary>Settings.</summary>
    public required SweepGrid Grid { get; init; }

    /// <summary>Capital and periods a year.</summary>
    public required SweepScale Scale { get; init; }

    /// <summary>What is kept of each backtest. Default everything.</summary>
    public SweepMeasures Measures { get; init; } = SweepMeasures.Path;

    /// <summary>How many threads work at once, at least one. Default one.</summary>
    public int Threads { get; init; } = 1;
}

/// <summary>What is kept of each backtest; each level holds the one before.</summary>
public enum SweepMeasures
{
    /// <summary>Final value and number of rebalances: 12 bytes a setting.</summary>
    Value = 0,

    /// <summary>Turnover, costs and worst drift too: 36 bytes a setting.</summary>
    Costs = 1,

    /// <summary>Drawdown, volatility and Sharpe ratio too: 60 bytes a setting.</summary>
    Path = 2,
}
