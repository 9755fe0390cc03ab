namespace Ballast.Engine.Journal;

/// <summary>The name of a run: the portfolio and the run's sequence number, such as <c>core-17</c>.</summary>
/// <param name="Value">The text.</param>
public sealed record RunId(string Value) : IComparable<RunId>
{
    /// <summary>Ordinal order.</summary>
    public int CompareTo(RunId? other) => string.CompareOrdinal(Value, other?.Value);

    /// <summary>The text.</summary>
    public override string ToString() => Value;
}

/// <summary>How far a run is.</summary>
public enum RunStatus
{
    /// <summary>Accepted, not begun.</summary>
    Planned = 0,

    /// <summary>Orders are being placed or settled.</summary>
    Running = 1,

    /// <summary>Every order ended; some may have been dropped or left unfilled, each with its reason.</summary>
    Completed = 2,

    /// <summary>Nothing was sent: a guard, a halt or the gate forbade it.</summary>
    Refused = 3,

    /// <summary>Interrupted by a restart or a bug; what it sent is settled.</summary>
    Failed = 4,

    /// <summary>At least one order's fate is not known.</summary>
    Quarantined = 5,
}
