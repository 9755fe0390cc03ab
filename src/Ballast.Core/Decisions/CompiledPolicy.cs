using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Costs;
using Ballast.Core.Planning;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Core.Targets;
using Ballast.Core.Targets.Moving;
using Ballast.Core.Triggers;

namespace Ballast.Core.Decisions;

/// <summary>
/// A policy with everything worked out that depends on nothing else: targets and bands in order, the calendar, the
/// costs. Made once by whoever decides many times with one policy, and aimed anew whenever its target moves. Safe to
/// share
/// between threads.
/// </summary>
public sealed class CompiledPolicy
{
    private readonly TargetSheet usual;
    private readonly TargetSheet wild;
    private readonly ImmutableSortedDictionary<Asset, Weight> wildTarget;
    private readonly ImmutableSortedDictionary<Asset, Weight> usualTarget;

    private CompiledPolicy(Policy policy, string hash)
    {
        Policy = policy;
        Hash = hash;
        Managed = TargetRule.Managed(policy);
        Costs = new CostModel(policy.Costs);
        Free = FreeMarkets.Of(policy, Managed, Costs);
        Calendar = policy.Trigger.Schedule is { } schedule ? CronCalendar.Of(schedule) : null;
        wildTarget = policy.Trigger.VolatilitySpike?.Target ?? policy.Target;
        usual = TargetRule.Sheet(policy, policy.Target, Managed);
        wild = TargetRule.Sheet(policy, wildTarget, Managed);
        usualTarget = policy.Target;
        Course = TargetCourse.Of(policy);
        NoTarget = Course is null ? null : new Reason("no-target", "the target has not been worked out yet");
    }

    private CompiledPolicy(CompiledPolicy unaimed, TargetState aim)
    {
        (Policy, Hash, Managed, Costs) = (unaimed.Policy, unaimed.Hash, unaimed.Managed, unaimed.Costs);
        (Free, Calendar, Course, wild) = (unaimed.Free, unaimed.Calendar, unaimed.Course, unaimed.wild);
        Aim = aim;
        usualTarget = aim.IsKnown ? aim.Weights : Policy.Target;
        wildTarget = Policy.Trigger.VolatilitySpike?.Target ?? usualTarget;
        usual = TargetRule.Sheet(Policy, usualTarget, Managed);
        NoTarget = aim.IsKnown ? null : TargetWords.NoTarget(aim);
    }

    /// <summary>What the owner wrote, checked; everything else here is derived from it.</summary>
    public Policy Policy { get; }

    /// <summary>SHA-256 of its canonical JSON, lower-case hex; goes into every plan.</summary>
    public string Hash { get; }

    /// <summary>The assets it manages, in ordinal order: the positions of its snapshots, but for untracked holdings to
    /// be sold.</summary>
    public ImmutableArray<Asset> Managed { get; }

    /// <summary>What trades cost.</summary>
    public CostModel Costs { get; }

    /// <summary>The markets it trades on where there is no catalogue.</summary>
    internal FreeMarkets Free { get; }

    /// <summary>The calendar of <c>schedule</c>, or <see langword="null"/> where the policy has none.</summary>
    public CronCalendar? Calendar { get; }

    /// <summary>How the target moves, or <see langword="null"/> where it stays.</summary>
    public TargetCourse? Course { get; }

    /// <summary>The target of the moment, or <see langword="null"/> where it stays or was not given yet.</summary>
    public TargetState? Aim { get; }

    /// <summary>Why there is nothing to aim at: a target that moves and has not been worked out. Nothing is traded
    /// then.</summary>
    public Reason? NoTarget { get; }

    /// <summary>The same policy aiming at the target of the moment; a policy whose target stays is itself.</summary>
    /// <param name="aim">Where its target stands.</param>
    public CompiledPolicy Aiming(TargetState aim) => Course is null || ReferenceEquals(aim, Aim) ? this
        : new CompiledPolicy(this, aim.Spec == Course.Spec ? aim : TargetState.None);

    /// <summary>Compiles.</summary>
    /// <param name="policy">A validated policy.</param>
    /// <param name="hash">SHA-256 of its canonical JSON, lower-case hex.</param>
    /// <exception cref="ArgumentException">The schedule is not one; policy readers check first.</exception>
    public static CompiledPolicy Of(Policy policy, string hash) => new(policy, hash);

    /// <summary>Target and band of every position of a snapshot, as the remembered modes (spike, drawdown) have
    /// it.</summary>
    /// <exception cref="ArgumentException">The snapshot lacks an asset that has a target: it was not taken for this
    /// policy.</exception>
    public TargetSheet SheetFor(Snapshot snapshot, PolicyMemory memory)
    {
        TargetSheet prepared = memory.Spike is null ? usual : wild;
        if (memory.Reduced.IsEmpty && prepared.Fits(snapshot))
        {
            return prepared;
        }

        ImmutableSortedDictionary<Asset, Weight> target = TargetRule.Holding(
            Policy, memory.Spike is null ? usualTarget : wildTarget, memory.Reduced.Keys);
        TargetSheet sheet = TargetRule.Sheet(Policy, target, TargetRule.AssetsOf(snapshot));
        RequireAll(target, sheet);
        return sheet;
    }

    private static void RequireAll(ImmutableSortedDictionary<Asset, Weight> target, TargetSheet sheet)
    {
        foreach ((Asset asset, Weight weight) in target)
        {
            if (!weight.IsZero && !sheet.Lines.Any(line => line.Asset.Equals(asset)))
            {
                throw new ArgumentException($"the snapshot lacks {asset}, which has a target", nameof(target));
            }
        }
    }
}
