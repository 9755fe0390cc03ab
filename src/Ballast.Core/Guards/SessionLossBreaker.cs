using Ballast.Core.Amounts;
using Ballast.Core.Decisions;
using Ballast.Core.Policies;
using NodaTime;

namespace Ballast.Core.Guards;

/// <summary>
/// Stops trading after a loss within one session. Latched: the next session does not open it again, nor does a
/// restart; only a person does. Deposits and withdrawals are neither gain nor loss.
/// </summary>
public static class SessionLossBreaker
{
    /// <summary>Starts a session where one begins, and latches where the loss is too large. Nothing changes where the
    /// policy has no such guard.</summary>
    /// <param name="policy">Limit and length of a session.</param>
    /// <param name="memory">The running session.</param>
    /// <param name="value">V now.</param>
    /// <param name="now">The instant of the decision.</param>
    public static PolicyMemory Watch(GuardPolicy policy, PolicyMemory memory, Money value, Instant now)
    {
        if (policy.SessionLoss is not { } limit)
        {
            return memory;
        }

        Instant start = CheckCadence.StartOf(now, policy.Session);

        // A clock set back does not begin a session anew: its loss would be forgotten.
        if (memory.Session is not { } session || session.Start < start || session.StartValue.Sign <= 0)
        {
            return memory with { Session = new SessionMark(start, value, Money.Zero) };
        }

        return memory.Breaker is null && Loss(session, value) is { } loss && loss >= limit
            ? memory with { Breaker = Latched(session, value, loss, limit) }
            : memory;
    }

    // What was put at risk is the start value and what came in since; what went out is not taken off, or a withdrawal
    // would trip it.
    private static decimal Loss(SessionMark session, Money value) =>
        (session.StartValue + session.Flows - value).Value / (session.StartValue + Money.Max(session.Flows, Money.Zero))
            .Value;

    private static Reason Latched(SessionMark session, Money value, decimal loss, decimal limit) => new(
        "session-loss",
        $"the portfolio lost {Phrase.Percent(loss)} since {Phrase.Time(session.Start)} (from "
        + $"{Phrase.Amount(session.StartValue)} " +
        $"with {Phrase.Amount(session.Flows)} of flows to {Phrase.Amount(value)}), the limit is "
        + $"{Phrase.Percent(limit)}; " +
        "a person has to clear the breaker");
}
