using Ballast.Core;
using Ballast.Core.Markets;
using Ballast.Core.Markets.Health;
using Ballast.Engine.Ports;

namespace Ballast.Engine.Execution;

/// <summary>Keeps the health of one account's line; safe to call from any thread.</summary>
internal sealed class HealthGauge
{
    private readonly Lock gate = new();
    private VenueHealth health = VenueHealth.Unknown;

    /// <summary>The health now.</summary>
    public VenueHealth Health
    {
        get
        {
            lock (gate)
            {
                return health;
            }
        }
    }

    /// <summary>Goes on from what was journaled before a restart.</summary>
    public void Begin(HealthLevel level, Reason why)
    {
        lock (gate)
        {
            health = VenueHealth.Beginning(level, why);
        }
    }

    /// <summary>
    /// Notes what a request came to. A refusal is an answer; a wish for patience is the rate limit's business and says
    /// nothing here.
    /// </summary>
    /// <param name="error">What came instead of an answer, or <see langword="null"/>.</param>
    /// <param name="took">How long it took.</param>
    /// <param name="late">What took longer is slow.</param>
    public void Note(VenueError? error, TimeSpan took, TimeSpan late)
    {
        if (error?.Kind == VenueErrorKind.RateLimited)
        {
            return;
        }

        bool hasFailed = error?.Kind is VenueErrorKind.Unavailable or VenueErrorKind.OutcomeUnknown;
        HealthSample sample = hasFailed ? HealthSample.Failed : took > late ? HealthSample.Slow : HealthSample.Answered;
        lock (gate)
        {
            health = health.After(sample);
        }
    }

    /// <summary>Notes whether the venue lets anything be withdrawn.</summary>
    public void NoteWithdrawals(bool areSuspended)
    {
        lock (gate)
        {
            health = areSuspended ? health.WithoutWithdrawals() : health.WithWithdrawals();
        }
    }

    /// <summary>Notes the markets that the venue listed.</summary>
    public void Note(IReadOnlyCollection<Instrument> markets)
    {
        lock (gate)
        {
            health = health.AfterMarkets(markets);
        }
    }
}
