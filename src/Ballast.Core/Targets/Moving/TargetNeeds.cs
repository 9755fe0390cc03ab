using NodaTime;

namespace Ballast.Core.Targets.Moving;

/// <summary>What has to be read before a target can be worked out.</summary>
/// <param name="Lookback">How far back daily bars are looked at; zero where none are.</param>
/// <param name="Outside">Whether an external source is asked.</param>
public sealed record TargetNeeds(Duration Lookback, OutsideSource Outside);

/// <summary>Whether a target comes from outside.</summary>
public enum OutsideSource
{
    /// <summary>It does not.</summary>
    NotAsked = 0,

    /// <summary>The external source is to be read.</summary>
    Asked = 1,
}
