using System.Collections.Immutable;
using Ballast.Core.Planning;
using Ballast.Engine.Execution;
using Ballast.Engine.Journal;
using NodaTime;

namespace Ballast.Engine.Loops;

/// <summary>Plans that were shown and may still be started, until they expire.</summary>
internal sealed class PlanShelf
{
    private ImmutableSortedDictionary<string, ShownPlan> plans =
        ImmutableSortedDictionary.Create<string, ShownPlan>(StringComparer.Ordinal);

    public void Put(ShownPlan shown, Instant now) =>
        plans = plans.RemoveRange(plans.Values.Where(old => old.Plan.ExpiresAt < now).Select(old => old.Plan.Hash))
            .SetItem(shown.Plan.Hash, shown);

    /// <summary>
    /// Takes a plan off the shelf: it can be started once. Whether it has expired is judged where its run starts.
    /// </summary>
    public ShownPlan? Take(string hash)
    {
        ShownPlan? plan = plans.GetValueOrDefault(hash);
        plans = plans.Remove(hash);
        return plan;
    }
}

/// <summary>A plan that was shown.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Decision">The decision that it came from; it goes on record once the plan is started.</param>
/// <param name="Footing">What it stands on.</param>
internal sealed record ShownPlan(Plan Plan, DecisionDigest Decision, Footing Footing);
