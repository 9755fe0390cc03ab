using Ballast.Core.Amounts;

namespace Ballast.Core.Policies.Consistency;

/// <summary>Rules about what makes a target move.</summary>
internal static class MovingRules
{
    private const string Choice = "exactly one of weights, method, regimes and external; regimes may stand beside an "
        + "external that names the regime";

    /// <summary>The rules.</summary>
    public static PolicyRule[] All { get; } =
    [
        new(["$.target"], OneOfAll),
        new(["$.target"], policy => policy.Moving is { Regimes: null, External: null } moving
            ? [.. AimRules.Broken(policy, moving.Aim, "$.target"), .. PlainMoves(moving)]
            : []),
        new(["$.target"], policy => policy.Moving?.Regimes is { } regimes
            ?
            [
                .. AimRules.Broken(policy, regimes.Calm, "$.target.regimes.calm"),
                .. AimRules.Broken(policy, regimes.Stressed, "$.target.regimes.stressed"),
            ]
            : []),
        new(["$.target", "$.quote"], Signal),
        new(["$.target"], External),
        new(["$.target"], StepOrCalendar),
    ];

    private static IEnumerable<PolicyError> OneOfAll(Policy policy)
    {
        if (policy.Moving is not { } moving)
        {
            return policy.Target.IsEmpty ? [Error("$.target", "neither weights nor a method", Choice)] : [];
        }

        bool isAim = moving.Aim != AimPolicy.Blank;
        string[] given =
        [
            .. Named(moving.Aim.Method is not null, "method"),
            .. Named(!moving.Aim.Weights.IsEmpty, "weights"),
            .. Named(moving.Regimes is not null, "regimes"),
            .. Named(moving.External is not null, "external"),
        ];
        bool isPair = moving is { Regimes: not null, External: not null } && !isAim;
        string found = given.Length == 0 ? "neither weights nor a method" : string.Join(" and ", given);
        return given.Length == 1 || isPair ? Stray(moving, isAim) : [Error("$.target", found, Choice)];
    }

    // Fields of a method beside regimes or an external source would be read by nobody.
    private static IEnumerable<PolicyError> Stray(MovingTarget moving, bool isAim) =>
        isAim && (moving.Regimes is not null || moving.External is not null)
            ? [Error("$.target", "settings of a method beside regimes or external", "put them into calm and stressed")]
            : [];

    private static IEnumerable<PolicyError> PlainMoves(MovingTarget moving) =>
        moving.Aim is { Method: null, ScaleToVolatility: null, Weights.IsEmpty: false }
            ? [Error(
                "$.target",
                "weights beside settings of a target that moves",
                "weights alone, or scaleToVolatility, or a method")]
            : [];

    private static IEnumerable<PolicyError> Signal(Policy policy)
    {
        if (policy.Moving?.Regimes is not { } regimes)
        {
            yield break;
        }

        bool isNamed = policy.Moving.External is not null;
        if (regimes.Signal is null != isNamed)
        {
            yield return Error(
                "$.target.regimes.signal",
                isNamed ? "a signal beside external" : "nothing",
                "a signal, or external beside regimes to name the regime: one of the two");
        }

        if (regimes.Signal is not { } signal)
        {
            yield break;
        }

        if (signal.Asset == policy.Quote || !policy.Moving.Universe.Contains(signal.Asset))
        {
            yield return Error(
                "$.target.regimes.signal.asset",
                $"the asset {signal.Asset}",
                "an asset that one of the two regimes may hold, other than the quote");
        }

        if (signal.CalmBelow > signal.StressedAbove)
        {
            yield return Error(
                "$.target.regimes.signal.calmBelow",
                $"{CanonicalDecimal.Format(signal.CalmBelow)} with stressedAbove "
                    + CanonicalDecimal.Format(signal.StressedAbove),
                "no more than stressedAbove; otherwise a value in between would be both");
        }
    }

    private static IEnumerable<PolicyError> External(Policy policy)
    {
        if (policy.Moving?.External is not { } external)
        {
            yield break;
        }

        if (external.File is null == external.Url is null)
        {
            yield return Error(
                "$.target.external",
                external.File is null ? "neither file nor url" : "file and url",
                "one of file and url");
        }

        bool isNamed = policy.Moving.Regimes is not null;
        if (external.Assets.IsEmpty != isNamed)
        {
            yield return Error(
                "$.target.external.assets",
                isNamed ? "assets beside regimes" : "nothing",
                "the assets that the document may give weights to; none where it names a regime");
        }
    }

    private static IEnumerable<PolicyError> StepOrCalendar(Policy policy)
    {
        if (policy.Moving?.Reestimate is { } again && again.Every is null == again.Cron is null)
        {
            yield return Error(
                "$.target.reestimate",
                again.Every is null ? "neither every nor cron" : "every and cron",
                "one of every and cron");
        }
    }

    private static string[] Named(bool isGiven, string name) => isGiven ? [name] : [];

    private static PolicyError Error(string path, string found, string allowed) =>
        new() { Path = path, Found = found, Allowed = allowed };
}
