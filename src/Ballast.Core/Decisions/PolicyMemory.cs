using System.Collections.Immutable;
using Ballast.Core.Amounts;
using NodaTime;

namespace Ballast.Core.Decisions;

/// <summary>
/// What one portfolio's decisions remember of the past: times, session, caps, breaker, modes. Journaled whole whenever it changes, so a
/// restart forgets nothing. A value; equality is by content of its canonical JSON.
/// </summary>
public sealed record PolicyMemory
{
    /// <summary>A portfolio that has never been looked at.</summary>
    public static PolicyMemory Fresh { get; } = new();

    /// <summary>The last decision.</summary>
    public Instant? LastDecisionAt { get; init; }

    /// <summary>The last run that traded.</summary>
    public Instant? LastRunAt { get; init; }

    /// <summary>Deposits less withdrawals and income not yet put to use, in quote currency.</summary>
    public Money PendingFlow { get; init; }

    /// <summary>The UTC day whose turnover <see cref="TurnoverToday"/> counts.</summary>
    public LocalDate? TurnoverDay { get; init; }

    /// <summary>Half the value traded that day.</summary>
    public Money TurnoverToday { get; init; }

    /// <summary>The running session, or <see langword="null"/> before the first decision.</summary>
    public SessionMark? Session { get; init; }

    /// <summary>Set when the session-loss breaker has latched; only a person clears it.</summary>
    public Reason? Breaker { get; init; }

    /// <summary>Portfolio values at the ends of past periods, oldest first, flow-neutral; as many as the policy's windows need.</summary>
    public ImmutableArray<decimal> PeriodValues { get; init; } = [];

    /// <summary>The period of the last of <see cref="PeriodValues"/>.</summary>
    public Instant? LastPeriodAt { get; init; }

    /// <summary>Values per asset at the last check, for the inflow shock.</summary>
    public ImmutableSortedDictionary<Asset, Money> LastValues { get; init; } =
        ImmutableSortedDictionary<Asset, Money>.Empty;

    /// <summary>Prices last accepted per asset, for the plausibility of jumps.</summary>
    public ImmutableSortedDictionary<Asset, Price> LastPrices { get; init; } = ImmutableSortedDictionary<Asset, Price>.Empty;

    /// <summary>Whether and since when the volatility-spike target holds.</summary>
    public SpikeMark? Spike { get; init; }

    /// <summary>Assets whose target is reduced after a drawdown, with the peak that counts.</summary>
    public ImmutableSortedDictionary<Asset, Price> Reduced { get; init; } = ImmutableSortedDictionary<Asset, Price>.Empty;
}

/// <summary>A session of the loss breaker.</summary>
/// <param name="Start">When it began.</param>
/// <param name="StartValue">V then.</param>
/// <param name="Flows">Deposits less withdrawals since.</param>
public sealed record SessionMark(Instant Start, Money StartValue, Money Flows);

/// <summary>The volatility-spike mode.</summary>
/// <param name="Since">When it began.</param>
/// <param name="CalmSince">Since when volatility has been below the multiple, or <see langword="null"/> while it is above.</param>
public sealed record SpikeMark(Instant Since, Instant? CalmSince);
