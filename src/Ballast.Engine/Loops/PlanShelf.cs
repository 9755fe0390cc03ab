using System.Collections.Immutable;
using Ballast.Core.Planning;
using NodaTime;

namespace Ballast.Engine.Loops;

/// <summary>Plans that were shown and may still be started, until they expire.</summary>
internal sealed class PlanShelf
{
    private ImmutableSortedDictionary<string, Plan> plans =
        ImmutableSortedDictionary.Create<string, Plan>(StringComparer.Ordinal);

    public void Put(Plan plan, Instant now) =>
        plans = plans.RemoveRange(plans.Values.Where(old => old.ExpiresAt < now).Select(old => old.Hash))
            .SetItem(plan.Hash, plan);

    /// <summary>
    /// Takes a plan off the shelf: it can be started once. Whether it has expired is judged where its run starts.
    /// </summary>
    public Plan? Take(string hash)
    {
        Plan? plan = plans.GetValueOrDefault(hash);
        plans = plans.Remove(hash);
        return plan;
    }
}
