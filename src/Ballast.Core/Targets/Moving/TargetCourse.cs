using System.Collections.Immutable;
using System.Diagnostics;
using Ballast.Core.Amounts;
using Ballast.Core.Decisions;
using Ballast.Core.Policies;
using Ballast.Core.Triggers;
using NodaTime;

namespace Ballast.Core.Targets.Moving;

/// <summary>
/// How a moving target lives in time. Live trading, paper trading and the exact backtest ask it at every decision;
/// what a
/// portfolio holds does not enter, so that all of them, and every shadow beside them, aim at the same weights.
/// </summary>
public sealed class TargetCourse
{
    private static readonly Duration Day = Duration.FromDays(1);
    private static readonly Duration LongestRetry = Duration.FromHours(1);

    private readonly MovingTarget moving;
    private readonly Asset quote;
    private readonly CronCalendar? calendar;

    private TargetCourse(MovingTarget moving, Asset quote, string spec)
    {
        (this.moving, this.quote, Spec) = (moving, quote, spec);
        calendar = moving.Reestimate is { Cron: { } cron, TimeZone: var zone }
            ? CronCalendar.Of(new SchedulePolicy(cron, zone, Destination.Target))
            : null;
        Lookback = moving.Window > Duration.Zero ? moving.Window + (Day * 8) : Duration.Zero;
    }

    /// <summary>Hash of what makes the target move: a state of another is not gone on with.</summary>
    public string Spec { get; }

    /// <summary>How far back daily bars may be looked at; zero where none ever are.</summary>
    public Duration Lookback { get; }

    /// <summary>The course of a policy's target, or <see langword="null"/> where it does not move.</summary>
    /// <exception cref="ArgumentException">The calendar is not one; policy readers check first.</exception>
    public static TargetCourse? Of(Policy policy) => policy.Moving is { } moving
        ? new TargetCourse(moving, policy.Quote, PolicyWriter.TargetHash(policy))
        : null;

    /// <summary>What has to be read before <see cref="Allocate"/> is asked at an instant;
    /// <see langword="null"/> where nothing is due.</summary>
    /// <param name="last">Where the target stands.</param>
    /// <param name="now">The instant.</param>
    public TargetNeeds? NeedsAt(TargetState last, Instant now)
    {
        last = Own(last);
        return IsDue(last, now) || IsSignalDue(last, now)
            ? new TargetNeeds(Lookback, moving.External is null ? OutsideSource.NotAsked : OutsideSource.Asked)
            : null;
    }

    /// <summary>
    /// Works the target out where it is time to. Nobody can look ahead: <see cref="Markets.PastPrices"/> cannot hold a
    /// bar
    /// that ends after its own instant, and that instant may not be after <paramref name="now"/>.
    /// </summary>
    /// <param name="last">Where the target stands.</param>
    /// <param name="sources">Bars that have ended, and what the external source said.</param>
    /// <param name="now">The instant.</param>
    /// <returns>The same state where nothing was due.</returns>
    /// <exception cref="ArgumentException">The bars reach beyond <paramref name="now"/>.</exception>
    public TargetState Allocate(TargetState last, TargetSources sources, Instant now)
    {
        if (sources.Past.Until > now)
        {
            throw new ArgumentException(
                $"bars up to {sources.Past.Until} are not past at {now}", nameof(sources));
        }

        TargetState own = Own(last);
        if (!IsDue(own, now) && !IsSignalDue(own, now))
        {
            return last;
        }

        (string regime, Reason why) = moving.Regimes is null ? ("", NoRegimes) : Regime(own, sources, now);
        if (moving.Regimes is not null && regime.Length == 0)
        {
            return Kept(own, why, [], now);
        }

        // Until there is a target of the new regime, not only at the moment of the switch.
        bool isSwitched = own.IsKnown && regime != own.EstimatedRegime;
        TargetState judged = moving.Regimes is null ? own : own with
        {
            Regime = regime,
            RegimeSince = regime == own.Regime ? own.RegimeSince : now,
            SignalAt = now,
            Signal = why,
        };
        return IsDue(own, now) || (isSwitched && regime != own.Regime)
            ? Estimated(judged, Answer(regime, sources, now), isSwitched, now)
            : judged;
    }

    /// <summary>Whether a target has to go on record: it says something that the record does not, or the record has
    /// been silent for an hour or a tenth of <c>maxAge</c>, whichever is shorter. In between only times of asking
    /// differ, and whoever starts from the record alone asks again at once.</summary>
    /// <param name="recorded">The last one on record.</param>
    /// <param name="now">The one that holds.</param>
    public bool IsNews(TargetState recorded, TargetState now) =>
        TargetNews.Differ(recorded, now)
        || now.TriedAt - recorded.TriedAt >= TargetNews.Silence(moving.MaxAge)
        || now.SignalAt - recorded.SignalAt >= TargetNews.Silence(moving.MaxAge)
        || (recorded.TriedAt is null) != (now.TriedAt is null);

    private static Reason NoRegimes { get; } = new("no-regimes", "one target holds in all markets");

    private TargetState Own(TargetState last) =>
        last.Spec == Spec ? last : DailyMove.Carried(last, TargetState.None with { Spec = Spec }, moving, quote);

    private bool IsDue(TargetState last, Instant now)
    {
        if (last.TriedAt is not { } tried)
        {
            return true;
        }

        if (last.Held is not null || last.EstimatedAt is not { } estimated)
        {
            return now - tried >= RetryAfter;
        }

        return calendar is not null
            ? calendar.NextAfter(estimated) <= now
            : CheckCadence.StartOf(now, Step) > CheckCadence.StartOf(estimated, Step);
    }

    private bool IsSignalDue(TargetState last, Instant now) =>
        moving.Regimes?.Signal is not null
        && last.SignalAt is { } looked && CheckCadence.StartOf(now, Day) > CheckCadence.StartOf(looked, Day)
        && (last.Held is null || now - last.TriedAt >= RetryAfter);

    private Duration Step => moving.Reestimate?.Every ?? MovingTarget.UsualStep;

    private Duration RetryAfter => calendar is null ? Duration.Min(Step, LongestRetry) : LongestRetry;

    private (string Regime, Reason Why) Regime(TargetState own, TargetSources sources, Instant now)
    {
        if (moving.Regimes!.Signal is { } signal)
        {
            return RegimeJudge.Judge(signal, quote, own.Regime, sources.Past);
        }

        return ExternalJudge.Judge(moving.External!, sources.Outside, now) switch
        {
            ExternalVerdict.Usable usable =>
                (usable.Document.Regime, new Reason("regime-named", $"{usable.Document.Regime} by {usable.Source}")),
            ExternalVerdict.Unusable unusable => ("", unusable.Why),
            _ => throw new UnreachableException(),
        };
    }

    private AimAnswer Answer(string regime, TargetSources sources, Instant now)
    {
        if (moving.Regimes is { } regimes)
        {
            return AimEstimate.Of(
                regime == RegimeJudge.Stressed ? regimes.Stressed : regimes.Calm, quote, sources.Past);
        }

        return moving.External is { } external
            ? ExternalJudge.Answer(external, sources.Outside, now)
            : AimEstimate.Of(moving.Aim, quote, sources.Past);
    }

    private TargetState Estimated(TargetState own, AimAnswer answer, bool isSwitched, Instant now)
    {
        switch (answer)
        {
            case AimAnswer.Found found:
                return Taken(own, found, isSwitched, now);
            case AimAnswer.Blind blind when IsYoung(own, now) && own.EstimatedRegime == own.Regime:
                return Kept(own, blind.Why, blind.Attempts, now);
            case AimAnswer.Blind blind when AimOf(own.Regime) is { Method: not null } aim:
                AimAnswer plain = AimEstimate.WithoutPast(aim, quote, blind.Why);
                return plain is AimAnswer.Found rest
                    ? Taken(own, rest, isSwitched, now)
                    : Kept(own, blind.Why, plain.Attempts, now);
            case AimAnswer.Blind blind:
                return Kept(own, blind.Why, blind.Attempts, now);
            case AimAnswer.Declined declined:
                return Kept(own, declined.Why, declined.Attempts, now);
            default:
                throw new UnreachableException();
        }
    }

    private AimPolicy? AimOf(string regime) => moving.Regimes is { } regimes
        ? regime == RegimeJudge.Stressed ? regimes.Stressed : regimes.Calm
        : moving.External is null ? moving.Aim : null;

    private bool IsYoung(TargetState own, Instant now) =>
        own is { IsKnown: true, EstimatedAt: { } estimated } && now - estimated <= moving.MaxAge;

    // A switch of regimes is not blended: half of a flight from risk is none. What comes from outside, a switch like
    // weights, moves no further in a day than its owner allows.
    private TargetState Taken(TargetState own, AimAnswer.Found found, bool isSwitched, Instant now)
    {
        ImmutableSortedDictionary<Asset, Weight> weights = own.IsKnown && !isSwitched
            ? WeightMoves.Blend(own.Weights, found.Weights, moving.Blend, quote)
            : found.Weights;
        ImmutableArray<Reason> remarks = own.IsKnown && !isSwitched && moving.Blend != 1m
            ? [.. found.Remarks, new Reason("blended", $"{Phrase.Percent(moving.Blend)} of it, the rest as before")]
            : found.Remarks;
        TargetState taken = own with
        {
            Weights = weights,
            EstimatedAt = now,
            EstimatedRegime = own.Regime,
            Method = found.Method,
            Evidence = found.Evidence,
            Remarks = remarks,
            TriedAt = now,
            Attempts = found.Attempts,
            Held = null,
        };
        return moving.External is { } external
            ? DailyMove.Limited(own, taken, external.MaxDailyMove, (quote, now))
            : taken;
    }

    // What no new target is to be had for stays while it is young enough; after that there is none.
    private TargetState Kept(TargetState own, Reason why, ImmutableArray<TargetAttempt> attempts, Instant now)
    {
        TargetState tried = own with { TriedAt = now, Attempts = attempts, Held = why };
        return IsYoung(own, now) ? tried : tried with
        {
            Weights = ImmutableSortedDictionary<Asset, Weight>.Empty,
            EstimatedAt = null,
            Method = "",
            Evidence = null,
            Remarks = [],
            Lapsed = DailyMove.LastOf(own),
        };
    }
}
