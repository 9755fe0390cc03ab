using System.Collections.Immutable;
using Ballast.Core.Amounts;
using NodaTime;

namespace Ballast.Core.Policies.Format;

/// <summary>The fields of <c>target</c>: weights as written, or what makes them move.</summary>
internal static class TargetTable
{
    private static readonly Kind<decimal> Blend = PolicyKinds.Numbers(
        new Bounds(0m, 1m, "the new target's share (half is 0.5)") { IsOpenBelow = true });

    private static readonly DurationKind Age = new(Duration.FromHours(1), Duration.FromDays(3650));

    private static readonly Block<ReestimatePolicy> Reestimate = new(
        new ReestimatePolicy(),
        new Binding<ReestimatePolicy, Duration>(
            new DurationKind(Duration.FromMinutes(1), Duration.FromDays(366)), (again, every) =>
                again with { Every = every })
            .Sometimes(
                "every",
                "The step, counted from 1970-01-01T00:00Z: 7d are Thursdays at midnight UTC.",
                again => again.Every is { } every ? [every] : []),
        new Binding<ReestimatePolicy, string>(PolicyKinds.Cron, (again, cron) => again with { Cron = cron })
            .Sometimes(
                "cron",
                "Five cron fields, instead of a step.",
                again => again.Cron is { } cron ? [cron] : []),
        new Binding<ReestimatePolicy, string>(PolicyKinds.TimeZone, (again, zone) => again with { TimeZone = zone })
            .Always("timeZone", "The IANA time zone that the cron fields are in.", again => again.TimeZone));

    /// <summary>The block.</summary>
    public static Block<MovingTarget> Target { get; } = new(
        new MovingTarget(),
        [
            .. AimTable.Fields.Select(Lift),
            new Binding<MovingTarget, RegimePolicy>(
                RegimeTable.Regimes, (target, regimes) => target with { Regimes = regimes })
                .Sometimes(
                    "regimes",
                    "A calm and a stressed target instead of one, and what switches between them.",
                    target => target.Regimes is { } regimes ? [regimes] : []),
            new Binding<MovingTarget, ExternalPolicy>(
                ExternalTable.External, (target, external) => target with { External = external })
                .Sometimes(
                    "external",
                    "Weights, or the name of a regime, that a program of yours writes to a file or serves.",
                    target => target.External is { } external ? [external] : []),
            new Binding<MovingTarget, ReestimatePolicy>(
                Reestimate, (target, again) => target with { Reestimate = again })
                .Sometimes(
                    "reestimate",
                    "When the target is worked out again; without it every 7d, and every 1h what comes from outside.",
                    target => target.Reestimate is { } again ? [again] : []),
            new Binding<MovingTarget, decimal>(Blend, (target, share) => target with { Blend = share })
                .Sometimes(
                    "blend",
                    "The share of the new target, the rest being the one before; 1 unless given.",
                    target => target.IsPlain ? [] : [target.Blend]),
            new Binding<MovingTarget, Duration>(Age, (target, age) => target with { MaxAge = age })
                .Sometimes(
                    "maxAge",
                    "How long the last target is held while no new one is to be had; 30d unless given.",
                    target => target.IsPlain ? [] : [target.MaxAge]),
        ]);

    /// <summary>The policy with what its file says of the target. Weights alone are a target that stays; anything else
    /// moves, and its defaults are written out.</summary>
    public static Policy Aimed(Policy policy, MovingTarget target) => target.IsPlain
        ? policy with { Target = target.Aim.Weights, Moving = null }
        : policy with
        {
            Target = target.Universe.ToImmutableSortedDictionary(asset => asset, _ => Weight.Zero),
            Moving = target with
            {
                Reestimate = target.Reestimate ?? new ReestimatePolicy
                {
                    Every = target.External is null ? MovingTarget.UsualStep : MovingTarget.UsualReading,
                },
            },
        };

    /// <summary>What a file would say of a policy's target.</summary>
    public static MovingTarget TargetOf(Policy policy) =>
        policy.Moving ?? new MovingTarget { Aim = AimPolicy.Blank with { Weights = policy.Target } };

    private static Field<MovingTarget> Lift(Field<AimPolicy> field) => new(field.Name, field.Description)
    {
        Read = (spot, target) => target with { Aim = field.Read(spot, target.Aim) },
        Write = (target, notation) =>
            target.Regimes is null && target.External is null ? field.Write(target.Aim, notation) : null,
        Schema = field.Schema,
        Allowed = field.Allowed,
        Inside = field.Inside,
    };
}
