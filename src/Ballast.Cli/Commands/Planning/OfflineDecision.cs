using System.Collections.Immutable;
using System.Diagnostics;
using Ballast.Cli.Inputs;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Decisions;
using Ballast.Core.Markets;
using Ballast.Core.Planning;
using Ballast.Core.Portfolios;
using Ballast.Core.Targets.Moving;
using NodaTime;

namespace Ballast.Cli.Commands.Planning;

/// <summary>
/// The one decision on files instead of venues: a portfolio that was never looked at, no instrument catalogue (so no
/// filters and no
/// rounding), the policy's own costs, prices that are as old as the file says.
/// </summary>
internal static class OfflineDecision
{
    private const string Source = "file";

    /// <summary>Decides.</summary>
    /// <param name="files">Policy, holdings and prices.</param>
    /// <param name="said">What the policy's external source said; <see langword="null"/> where it has none.</param>
    /// <param name="cause">A routine check, or a person's wish.</param>
    public static OfflineAnswer Of(PlanFilesReading.Ready files, ExternalReading? said, DecisionCause cause)
    {
        Instant now = files.Prices.Past?.Until ?? Clock(files);
        switch (SnapshotBuilder.Take(files.Policy, Observed(files, now), PolicyMemory.Fresh, now))
        {
            case SnapshotOutcome.Refused refused:
                return new OfflineAnswer.Refused(refused.Why) { Findings = [] };
            case SnapshotOutcome.Taken taken:
                PastPrices past = files.Prices.Past ?? PastPrices.None(now);
                CompiledPolicy aimed = Aimed(files, new TargetSources(past, said), now);
                Verdict verdict = Rebalancer.Decide(
                    aimed, taken.Snapshot, PolicyMemory.Fresh, past, new DecisionMoment(now, cause));
                return Answer(verdict.Decision, taken.Snapshot) with { Target = aimed.Aim };
            default:
                throw new UnreachableException();
        }
    }

    private static Instant Clock(PlanFilesReading.Ready files) =>
        files.At ?? Instant.FromDateTimeOffset(files.Time.GetUtcNow());

    // A target that moves is worked out from the price file as if for the first time. A document that is younger than
    // the newest price belongs to a plan of today; what the clock has not reached stays refused.
    private static CompiledPolicy Aimed(PlanFilesReading.Ready files, TargetSources sources, Instant now)
    {
        var policy = CompiledPolicy.Of(files.Policy, files.PolicyHash);
        Instant at = sources.Outside is ExternalReading.Read { Document: var document }
            ? Instant.Max(now, Instant.Min(document.AsOf, Clock(files)))
            : now;
        return policy.Course is { } course
            ? policy.Aiming(course.Allocate(TargetState.None, sources, at))
            : policy;
    }

    private static OfflineAnswer Answer(Decision decision, Snapshot snapshot) => decision switch
    {
        Decision.Rebalance rebalance => new OfflineAnswer.Planned(rebalance.Plan) { Findings = decision.Findings },
        Decision.Hold hold =>
            new OfflineAnswer.Nothing(hold.Why, hold.NonOrders, snapshot) { Findings = decision.Findings },
        Decision.Refuse refuse => new OfflineAnswer.Refused(refuse.Why) { Findings = decision.Findings },
        _ => throw new UnreachableException(),
    };

    private static Observation Observed(PlanFilesReading.Ready files, Instant now) => new()
    {
        At = now,
        Accounts = [.. files.Policy.Accounts.Select(account => Reading(files, account, now))],
        Prices = [.. files.Prices.Prices.Select(pair => new PriceQuote(pair.Key, pair.Value, now, Source))],
        Catalogue = Catalogue.WithoutVenue,
    };

    /// <summary>Holdings without an account are the first account's.</summary>
    private static AccountReading.Read Reading(PlanFilesReading.Ready files, AccountId account, Instant now)
    {
        AccountId first = files.Policy.Accounts[0];
        IEnumerable<NumberRow> own = files.Holdings.Where(row => (row.Account ?? first) == account);
        return new AccountReading.Read(
            account,
            AccountAccess.Tradable,
            [.. own.Select(row => new Balance(row.Asset, new Quantity(row.Number), Quantity.Zero))],
            now);
    }
}

/// <summary>
/// What was decided on files. Closed: <see cref="Planned"/>, <see cref="Nothing"/> or <see cref="Refused"/>.
/// </summary>
internal abstract record OfflineAnswer
{
    /// <summary>Every trigger's answer.</summary>
    public required ImmutableArray<TriggerFinding> Findings { get; init; }

    /// <summary>Where a target that moves stands; <see langword="null"/> for one that stays, or was not asked
    /// for.</summary>
    public TargetState? Target { get; init; }

    /// <summary>A plan.</summary>
    public sealed record Planned(Plan Plan) : OfflineAnswer;

    /// <summary>Nothing is to be done, or nothing can be.</summary>
    public sealed record Nothing(Reason Why, ImmutableArray<NonOrder> NonOrders, Snapshot Snapshot) : OfflineAnswer;

    /// <summary>It may not be acted on.</summary>
    public sealed record Refused(ImmutableArray<Reason> Why) : OfflineAnswer;
}
