using NodaTime;

namespace Ballast.Core.Policies;

/// <summary>A smaller target for a holding whose price has fallen far below its peak.</summary>
public sealed record DrawdownPolicy
{
    /// <summary>Fall below the peak that starts the reduction.</summary>
    public required decimal Fraction { get; init; }

    /// <summary>How far back the peak is looked for.</summary>
    public required Duration Lookback { get; init; }

    /// <summary>Factor on the target meanwhile; the rest goes to the quote.</summary>
    public required decimal ReduceTo { get; init; }

    /// <summary>Distance below that peak at which the target is restored.</summary>
    public required decimal RestoreAt { get; init; }
}
