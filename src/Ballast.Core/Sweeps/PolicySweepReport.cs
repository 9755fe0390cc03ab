using System.Collections.Immutable;
using NodaTime;

namespace Ballast.Core.Sweeps;

/// <summary>All results of a sweep and what its pick is worth.</summary>
public sealed class PolicySweepReport
{
    private readonly SettingRows rows;

    internal PolicySweepReport(SettingRows rows) => this.rows = rows;

    /// <summary>The first bar and the last.</summary>
    public required (Instant From, Instant To) Span { get; init; }

    /// <summary>How many bars.</summary>
    public required int Bars { get; init; }

    /// <summary>How long one is.</summary>
    public required Duration BarLength { get; init; }

    /// <summary>SHA-256 of the assets, instants and prices that were used, in lower-case hexadecimal: equal for equal
    /// prices, whatever file they came from.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Why it starts later than asked for; <see langword="null"/> where it does not.</summary>
    public required Reason? LateStart { get; init; }

    /// <summary>What of the policy was not simulated; the code is its field.</summary>
    public required ImmutableArray<Reason> LeftOut { get; init; }

    /// <summary>What else a reader should know.</summary>
    public required ImmutableArray<Reason> Notes { get; init; }

    /// <summary>Which engines took how many backtests, and why.</summary>
    public required ImmutableArray<EngineUse> Engines { get; init; }

    /// <summary>How many backtests <see cref="Rows"/> has.</summary>
    public required long Count { get; init; }

    /// <summary>The best setting over all bars.</summary>
    public required Certificate Pick { get; init; }

    /// <summary>What picking was worth out of sample; <see langword="null"/> where it was not tried.</summary>
    public required WalkForwardReport? WalkForward { get; init; }

    /// <summary>The best setting over all bars at each fee; settings are certified at <see cref="Certificate.FeeBps"/>
    /// alone.</summary>
    public required ImmutableArray<SettingRow> BestByFee { get; init; }

    /// <summary>The best few over all bars at the pick's fee, best first; at most a hundred.</summary>
    public required ImmutableArray<SettingRow> Leaders { get; init; }

    /// <summary>One backtest of each setting, fee and start: settings in the order of the axes, then starts, then fees.
    /// Made anew at each enumeration and kept nowhere.</summary>
    public IEnumerable<SettingRow> Rows => rows.All();
}
