using System.Collections.Immutable;
using System.Diagnostics;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Policies;
using Ballast.Core.Targets.Methods;
using Ballast.Numerics.Optimizers;
using NodaTime;

namespace Ballast.Core.Targets.Moving;

/// <summary>Works one aim out from bars that have ended.</summary>
internal static class AimEstimate
{
    /// <summary>The newest close may be this old: what has not traded for longer says nothing about today.</summary>
    public static Duration OldestClose { get; } = Duration.FromDays(3);

    /// <summary>Estimates and solves.</summary>
    /// <param name="aim">What is asked.</param>
    /// <param name="quote">Takes what the method leaves.</param>
    /// <param name="past">Bars that have ended.</param>
    public static AimAnswer Of(AimPolicy aim, Asset quote, PastPrices past)
    {
        ImmutableArray<Asset> looked = LookedAt(aim, quote);
        if (looked.IsEmpty)
        {
            return Solved(aim, quote, null, null);
        }

        Asset[] unread = [.. looked.Where(past.Unread.Contains)];
        if (unread.Length > 0)
        {
            return Blind(aim, new Reason(
                "bars-unread", $"past prices of {string.Join<Asset>(", ", unread)} could not be read"));
        }

        var closes = DailyCloses.Of(past, looked, quote, aim.Lookback);
        TargetEvidence? evidence = closes.Evidence(looked);
        if (evidence is null || past.Until - evidence.Until > OldestClose)
        {
            return Blind(aim, evidence is null
                ? new Reason("no-prices", $"there is no past price of {string.Join(", ", looked)}")
                : new Reason(
                    "bars-stale",
                    $"the newest close is of {Phrase.Time(evidence.Until)}, more than {Phrase.Span(OldestClose)} ago"));
        }

        return MomentEstimation.Estimate(closes.Past, looked, AimProblem.TermsOf(aim)) switch
        {
            MomentsOutcome.Refused refused => Blind(aim, refused.Why) with { Evidence = evidence },
            MomentsOutcome.Estimated { Moments: var moments } =>
                Remarked(Solved(aim, quote, moments, null), moments) with { Evidence = evidence },
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>Tries the methods that need no past, after the past could not be had.</summary>
    /// <param name="aim">What is asked.</param>
    /// <param name="quote">Takes what the method leaves.</param>
    /// <param name="why">Why there is no past; stands as the refusal of every method that needs one.</param>
    public static AimAnswer WithoutPast(AimPolicy aim, Asset quote, Reason why) => Solved(aim, quote, null, why);

    /// <summary>The assets whose past is looked at.</summary>
    public static ImmutableArray<Asset> LookedAt(AimPolicy aim, Asset quote) => !AimProblem.NeedsPast(aim) ? []
        : aim.Method is null ? [.. aim.Weights.Keys.Where(asset => !aim.Weights[asset].IsZero && asset != quote)]
        : [.. AimProblem.Free(aim), .. AimProblem.FixedToLookAt(aim, quote)];

    // Bars that are missing in the data say more about an estimate than its digits do.
    private static AimAnswer Remarked(AimAnswer answer, AssetMoments moments) =>
        answer is AimAnswer.Found found && moments.Rhythm.Remark() is { } hole
            ? found with { Remarks = found.Remarks.Add(hole) }
            : answer;

    private static AimAnswer.Blind Blind(AimPolicy aim, Reason why) => new(why)
    {
        Attempts = [new TargetAttempt(NameOf(aim), why, [])],
    };

    private static string NameOf(AimPolicy aim) =>
        aim.Method is { } method ? MethodNames.Of(method) : MethodNames.Weights;

    private static AimAnswer Solved(AimPolicy aim, Asset quote, AssetMoments? moments, Reason? blind)
    {
        if (aim.Method is null)
        {
            return blind is null
                ? Scaled(aim, quote, moments, (aim.Weights, MethodNames.Weights), [new(MethodNames.Weights, null, [])])
                : Blind(aim, blind);
        }

        AllocationAnswer answer = AllocationSolver.Solve(AimProblem.Of(aim) with { Moments = moments });
        ImmutableArray<TargetAttempt> attempts = [.. answer.Attempts.Select(attempt => Told(attempt, blind))];
        switch (answer)
        {
            case AllocationAnswer.Refused refused:
                return new AimAnswer.Declined(blind ?? refused.Why) { Attempts = attempts };
            case AllocationAnswer.Solved solved:
                return TargetWeights.Of(solved, quote) switch
                {
                    TargetWeightsOutcome.Made made =>
                        Remarked(
                            Scaled(aim, quote, moments, (made.Targets, solved.Method.Name), attempts),
                            answer.Attempts[^1].Remarks),
                    TargetWeightsOutcome.Refused unusable =>
                        new AimAnswer.Declined(unusable.Why) { Attempts = attempts },
                    _ => throw new UnreachableException(),
                };
            default:
                throw new UnreachableException();
        }
    }

    private static AimAnswer Remarked(AimAnswer answer, ImmutableArray<Reason> remarks) =>
        answer is AimAnswer.Found found ? found with { Remarks = [.. remarks, .. found.Remarks] } : answer;

    private static AimAnswer Scaled(
        AimPolicy aim,
        Asset quote,
        AssetMoments? moments,
        (ImmutableSortedDictionary<Asset, Weight> Weights, string Method) given,
        ImmutableArray<TargetAttempt> attempts)
    {
        if (aim.ScaleToVolatility is not { } most)
        {
            return new AimAnswer.Found { Weights = given.Weights, Method = given.Method, Attempts = attempts };
        }

        if (moments is null)
        {
            var blind = new Reason(
                "scale-needs-past", $"{given.Method} gave weights, and without past prices they cannot be scaled");
            return new AimAnswer.Declined(blind) { Attempts = attempts };
        }

        (ImmutableSortedDictionary<Asset, Weight> weights, ImmutableArray<Reason> remarks) =
            VolatilityScale.Apply(given.Weights, quote, moments, most);
        return new AimAnswer.Found
        {
            Weights = weights,
            Method = given.Method,
            Remarks = remarks,
            Attempts = attempts,
        };
    }

    private static TargetAttempt Told(MethodAttempt attempt, Reason? blind) => new(
        attempt.Method,
        blind is not null && attempt.Refusal is { Code: "needs-covariance" or "needs-expected-returns" }
            ? blind
            : attempt.Refusal,
        [.. attempt.Solvers.Select(Told)]);

    private static string Told(Attempt solver) => solver.Ending switch
    {
        AttemptEnding.Solved => $"{solver.Solver}: solved in {solver.Steps} steps",
        AttemptEnding.Infeasible => $"{solver.Solver}: nothing to find",
        AttemptEnding.Singular => $"{solver.Solver}: singular",
        AttemptEnding.OutOfSteps => $"{solver.Solver}: out of steps after {solver.Steps}",
        AttemptEnding.Rejected => $"{solver.Solver}: did not pass its check",
        _ => throw new UnreachableException(),
    };
}
