using System.Collections.Immutable;
using NodaTime;

namespace Ballast.Core.Simulation;

/// <summary>Gathers refused checks by code, in the order in which the codes were first met.</summary>
internal sealed class RefusalLog
{
    private readonly List<RefusedChecks> refusals = [];

    /// <summary>Counts one refused check.</summary>
    public void Add(Reason why, Instant at)
    {
        int known = refusals.FindIndex(refused => refused.Why.Code == why.Code);
        if (known < 0)
        {
            refusals.Add(new RefusedChecks(why, 1, at));
            return;
        }

        refusals[known] = refusals[known] with { Count = refusals[known].Count + 1, Last = at };
    }

    /// <summary>All of them.</summary>
    public ImmutableArray<RefusedChecks> ToImmutable() => [.. refusals];
}
