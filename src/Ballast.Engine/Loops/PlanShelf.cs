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

    /// <summary>Takes a plan off the shelf: it can be started once.</summary>
    public Plan? Take(string hash, Instant now)
    {
        if (!plans.TryGetValue(hash, out Plan? plan) || plan.ExpiresAt < now)
        {
            return null;
        }

        plans = plans.Remove(hash);
        return plan;
    }
}
