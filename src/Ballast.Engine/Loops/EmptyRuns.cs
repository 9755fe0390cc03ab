using Ballast.Core;
using Ballast.Core.Planning;
using Ballast.Engine.Ledger;
using NodaTime;

namespace Ballast.Engine.Loops;

/// <summary>
/// What a run came to says what the next one on the same holdings and policy will come to: after one that had no effect
/// the next waits, longer each time, until something has changed.
/// </summary>
internal static class EmptyRuns
{
    /// <summary>Why a plan is not tried now; <see langword="null"/> where it is.</summary>
    public static Reason? Objection(PortfolioBook book, Plan plan, Instant now) =>
        book.Empty is { Count: > 0 } series && now < series.Until && plan.PolicyHash == series.PolicyHash
            ? new Reason(
                "empty-runs",
                $"the last {series.Count} runs on these holdings executed nothing; not tried again before "
                + $"{series.Until}")
            : null;
}
