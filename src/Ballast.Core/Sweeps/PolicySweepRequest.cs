using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Policies;
using NodaTime;

namespace Ballast.Core.Sweeps;

/// <summary>A policy's settings over one price history.</summary>
public sealed record PolicySweepRequest
{
    /// <summary>Targets, how often it checks, and what is compared with the pick. What a sweep cannot do of it is left
    /// out and told.</summary>
    public required Policy Policy { get; init; }

    /// <summary>The prices; as in a backtest.</summary>
    public required CandleTable Prices { get; init; }

    /// <summary>What is varied.</summary>
    public required SettingAxes Axes { get; init; }

    /// <summary>How picking is tried out, given how many bars there are: <see cref="WalkForwardTerms.Usual"/> where
    /// nobody says. Where it gives <see langword="null"/>, nothing is out of sample.</summary>
    public required Func<int, WalkForwardTerms?> WalkForward { get; init; }

    /// <summary>What settings are ranked by.</summary>
    public required RankMeasure RankBy { get; init; }

    /// <summary>Quote currency at the start of every backtest, above zero.</summary>
    public required Money Capital { get; init; }

    /// <summary>Rows before this instant are left out. Default the table's first row.</summary>
    public Instant From { get; init; } = Instant.MinValue;

    /// <summary>The last instant, inclusive. Default the table's last row.</summary>
    public Instant To { get; init; } = Instant.MaxValue;

    /// <summary>How many threads work at once, at least one. Default one.</summary>
    public int Threads { get; init; } = 1;
}
