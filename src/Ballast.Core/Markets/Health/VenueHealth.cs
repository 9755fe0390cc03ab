using System.Collections.Immutable;

namespace Ballast.Core.Markets.Health;

/// <summary>
/// A venue's health as its last answers show it. It is lost sooner than it is regained, so that a venue on the edge
/// does not go back and forth: three failures in a row are down, three failures or ten slow answers of the last twenty
/// are degraded, three answers in a row end being down, and only twenty good ones in a row end being degraded.
/// A value; collections compare by reference.
/// </summary>
public sealed record VenueHealth
{
    private const int Window = 20;
    private const int FailuresForDown = 3;
    private const int AnswersFromDown = 3;
    private const int FailuresForDegraded = 3;
    private const int SlowForDegraded = 10;

    private readonly ImmutableQueue<HealthSample> last = [];
    private readonly int failuresInARow;
    private readonly int answersInARow;
    private readonly int goodInARow;

    private VenueHealth(HealthLevel level, Reason why)
    {
        Level = level;
        Why = why;
    }

    /// <summary>How the venue does, by all that was noted up to now.</summary>
    public HealthLevel Level { get; private init; }

    /// <summary>
    /// What made it so: <c>venue-healthy</c>, <c>venue-errors</c>, <c>venue-slow</c>, <c>venue-maintenance</c>,
    /// <c>venue-withdrawals</c>, <c>venue-down</c> or <c>venue-back</c>.
    /// </summary>
    public Reason Why { get; private init; }

    /// <summary>Whether the venue says that none of its markets takes orders.</summary>
    public bool IsInMaintenance { get; private init; }

    /// <summary>Whether the venue says that nothing can be withdrawn from it.</summary>
    public bool AreWithdrawalsSuspended { get; private init; }

    /// <summary>A venue of which nothing is known but what was journaled of it.</summary>
    /// <param name="level">The level to begin with.</param>
    /// <param name="why">What was said of it.</param>
    public static VenueHealth Beginning(HealthLevel level, Reason why) => new(level, why);

    /// <summary>A venue of which nothing is known.</summary>
    public static VenueHealth Unknown { get; } = new(HealthLevel.Healthy, new Reason("venue-healthy", "it answers"));

    /// <summary>The health after one more request.</summary>
    public VenueHealth After(HealthSample sample)
    {
        ImmutableQueue<HealthSample> kept = last.Enqueue(sample);
        VenueHealth after = new VenueHealth(Level, Why)
        {
            IsInMaintenance = IsInMaintenance,
            AreWithdrawalsSuspended = AreWithdrawalsSuspended,
            Last = kept.Count() > Window ? kept.Dequeue() : kept,
            FailuresInARow = sample == HealthSample.Failed ? failuresInARow + 1 : 0,
            AnswersInARow = sample == HealthSample.Failed ? 0 : answersInARow + 1,
            GoodInARow = sample == HealthSample.Answered ? goodInARow + 1 : 0,
        };
        return after.Judged();
    }

    /// <summary>The health after the venue has listed its markets.</summary>
    /// <param name="markets">The markets; none says nothing of maintenance.</param>
    public VenueHealth AfterMarkets(IReadOnlyCollection<Instrument> markets)
    {
        bool isClosed = markets.Count > 0 && markets.All(market => !market.IsTrading);
        return (this with { IsInMaintenance = isClosed }).Judged();
    }

    /// <summary>The health after the venue has said that nothing can be withdrawn from it.</summary>
    public VenueHealth WithoutWithdrawals() => (this with { AreWithdrawalsSuspended = true }).Judged();

    /// <summary>The health after the venue has said that something can be withdrawn from it.</summary>
    public VenueHealth WithWithdrawals() => (this with { AreWithdrawalsSuspended = false }).Judged();

    private ImmutableQueue<HealthSample> Last { init => last = value; }

    private int FailuresInARow { init => failuresInARow = value; }

    private int AnswersInARow { init => answersInARow = value; }

    private int GoodInARow { init => goodInARow = value; }

    private VenueHealth Judged()
    {
        if (failuresInARow >= FailuresForDown)
        {
            return Level == HealthLevel.Down ? this : To(
                HealthLevel.Down, "venue-down", $"{failuresInARow} requests in a row were not answered");
        }

        if (Level == HealthLevel.Down)
        {
            return answersInARow < AnswersFromDown
                ? this
                : To(HealthLevel.Degraded, "venue-back", "it answers again, and has to go on doing so for a while");
        }

        if (Fault() is { } fault)
        {
            return Level == HealthLevel.Degraded && Why.Code == fault.Code ? this
                : this with { Level = HealthLevel.Degraded, Why = fault };
        }

        bool isWell = Level == HealthLevel.Degraded && goodInARow >= Window;
        return isWell ? To(HealthLevel.Healthy, "venue-healthy", $"{goodInARow} good answers in a row") : this;
    }

    private Reason? Fault()
    {
        if (IsInMaintenance)
        {
            return new Reason("venue-maintenance", "none of its markets takes orders");
        }

        if (AreWithdrawalsSuspended)
        {
            return new Reason("venue-withdrawals", "nothing can be withdrawn from it");
        }

        int failed = last.Count(sample => sample == HealthSample.Failed);
        int slow = last.Count(sample => sample == HealthSample.Slow);
        int all = last.Count();
        return failed >= FailuresForDegraded
            ? new Reason("venue-errors", $"{failed} of its last {all} requests were not answered")
            : slow >= SlowForDegraded
                ? new Reason("venue-slow", $"{slow} of its last {all} answers came late")
                : null;
    }

    private VenueHealth To(HealthLevel level, string code, string sentence) =>
        this with { Level = level, Why = new Reason(code, sentence) };
}
