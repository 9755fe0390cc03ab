using NodaTime;

namespace Ballast.Engine.Execution;

/// <summary>
/// What it takes to believe a venue that it knows nothing of an order, a transfer or a hedge: the same for all of them.
/// Look-ups lag, so that one "not found" is evidence and three, apart and late enough, are a part of the proof; an
/// answer that failed counts for nothing.
/// </summary>
internal static class AbsenceRule
{
    /// <summary>How often it has to be said.</summary>
    public const int NotFoundsNeeded = 3;

    /// <summary>How long after the request's expiry at least, as clocks differ.</summary>
    public static Duration Margin { get; } = Duration.FromSeconds(10);

    /// <summary>How far apart at least.</summary>
    public static Duration Spacing { get; } = Duration.FromSeconds(5);
}
