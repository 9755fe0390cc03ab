using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Guards;
using Ballast.Core.Planning;
using NodaTime;

namespace Ballast.Core.Decisions;

/// <summary>
/// What one portfolio's decisions remember of the past: times, session, caps, breaker, modes. Journaled whole
/// whenever it changes, so a restart forgets nothing. Collections compare by reference; compare memories by what the
/// journal writes of them.
/// </summary>
public sealed record PolicyMemory
{
    /// <summary>A portfolio that has never been looked at.</summary>
    public static PolicyMemory Fresh { get; } = new();

    /// <summary>When the policy was last asked, whatever it answered; null before the first time.</summary>
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

    /// <summary>
    /// Portfolio values at the ends of past UTC days, oldest first, flow-neutral; as many as the policy's windows
    /// need. The last one is the running day's latest value until that day has ended.
    /// </summary>
    public ImmutableArray<decimal> PeriodValues { get; init; } = [];

    /// <summary>The start of the UTC day of the last of <see cref="PeriodValues"/>.</summary>
    public Instant? LastPeriodAt { get; init; }

    /// <summary>Values per asset at the last check, for the inflow shock.</summary>
    public ImmutableSortedDictionary<Asset, Money> LastValues { get; init; } =
        ImmutableSortedDictionary<Asset, Money>.Empty;

    /// <summary>Prices last accepted per asset, for the plausibility of jumps.</summary>
    public ImmutableSortedDictionary<Asset, Price> LastPrices { get; init; } =
        ImmutableSortedDictionary<Asset, Price>.Empty;

    /// <summary>When each of <see cref="LastPrices"/> was accepted; an asset may be missing where an older version
    /// wrote the memory.</summary>
    public ImmutableSortedDictionary<Asset, Instant> LastPricedAt { get; init; } =
        ImmutableSortedDictionary<Asset, Instant>.Empty;

    /// <summary>Assets that a price of was refused as a jump since the last accepted one.</summary>
    public ImmutableSortedSet<Asset> DoubtedPrices { get; init; } = [];

    /// <summary>Whether and since when the volatility-spike target holds.</summary>
    public SpikeMark? Spike { get; init; }

    /// <summary>Assets whose target is reduced after a drawdown, with the peak that counts.</summary>
    public ImmutableSortedDictionary<Asset, Price> Reduced { get; init; } =
        ImmutableSortedDictionary<Asset, Price>.Empty;

    /// <summary>
    /// Triggers that fired once for an event (a cron time, a target switch) and have not been served by a run since:
    /// held back, refused, or planned and not carried out. They fire again until a run or an answer "nothing to
    /// trade" serves them. A band is owed where a run that was to correct its drift left a part of it to the next one.
    /// </summary>
    public ImmutableSortedSet<string> Owed { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>When the step of <c>atrSchedule</c> last fired.</summary>
    public Instant? AtrFiredAt { get; init; }

    /// <summary>Who last cleared the breaker, or <see langword="null"/>.</summary>
    public BreakerClearing? LastClearing { get; init; }

    /// <summary>The memory with other accepted prices.</summary>
    public PolicyMemory Accepting(AcceptedPrices accepted) =>
        this with
        {
            LastPrices = accepted.Prices,
            LastPricedAt = accepted.Times,
            DoubtedPrices = accepted.Doubted,
        };

    /// <summary>
    /// After a run that traded as planned: the run's time, the day's turnover, flows and owed triggers counted as
    /// used. A dry plan and a shadow portfolio never get here.
    /// </summary>
    public PolicyMemory AfterRun(Plan plan, Instant now)
    {
        Money traded = Money.Zero;
        foreach (PlannedOrder order in plan.Orders)
        {
            traded += order.Notional;
        }

        return AfterRun(traded, now);
    }

    /// <summary>After a run that traded something else than planned, such as a part of it.</summary>
    /// <param name="traded">Sum of the notionals that were traded, sells and buys together, zero or more.</param>
    /// <param name="now">When the run ended.</param>
    public PolicyMemory AfterRun(Money traded, Instant now)
    {
        LocalDate today = now.InUtc().Date;

        // A clock set back must not empty the day's cap: an earlier day counts on with the later one.
        bool sameDay = TurnoverDay is { } day && day >= today;
        return this with
        {
            LastRunAt = now,
            TurnoverDay = sameDay ? TurnoverDay : today,
            TurnoverToday = (sameDay ? TurnoverToday : Money.Zero) + (traded * 0.5m),
            PendingFlow = Money.Zero,
            Owed = Owed.Clear(),
            LastValues = LastValues.Clear(),
        };
    }

    /// <summary>
    /// After a deposit or withdrawal was booked: it waits to be used, and is kept out of session loss, portfolio
    /// returns and gains.
    /// </summary>
    /// <param name="asset">The managed asset that came or went.</param>
    /// <param name="value">Its value in quote currency; above zero came in.</param>
    public PolicyMemory AfterFlow(Asset asset, Money value) => this with
    {
        PendingFlow = PendingFlow + value,
        Session = Session is null ? null : Session with { Flows = Session.Flows + value },
        PeriodValues = Rescaled(PeriodValues, value.Value),
        LastValues =
            LastValues.TryGetValue(asset, out Money last) ? LastValues.SetItem(asset, last + value) : LastValues,
    };

    /// <summary>After income (funding, yield, staking) was booked: it waits to be used like a flow, and is
    /// performance.</summary>
    /// <param name="value">Its value in quote currency.</param>
    public PolicyMemory AfterIncome(Money value) => this with { PendingFlow = PendingFlow + value };

    /// <summary>Opens a latched breaker again: a person's act, never Ballast's own. The running session starts
    /// anew.</summary>
    /// <param name="actor">Who did it; goes into the record.</param>
    /// <param name="now">When.</param>
    public PolicyMemory ClearBreaker(string actor, Instant now) => Breaker is null
        ? this
        : this with { Breaker = null, Session = null, LastClearing = new BreakerClearing(actor, now, Breaker) };

    /// <summary>
    /// Takes a person's word for a price that no second source confirms: the next ones are judged by their distance
    /// from it. Never Ballast's own act.
    /// </summary>
    /// <param name="asset">The asset.</param>
    /// <param name="price">What the person found it to be worth.</param>
    /// <param name="now">When the person said so.</param>
    public PolicyMemory ConfirmPrice(Asset asset, Price price, Instant now) =>
        Accepting(AcceptedPrices.Of(this).With([KeyValuePair.Create(asset, price)], now));

    // Past returns stay as they were, and the next return is measured from the value with the flow in it.
    private static ImmutableArray<decimal> Rescaled(ImmutableArray<decimal> values, decimal flow)
    {
        if (values.IsEmpty || values[^1] <= 0m || values[^1] + flow <= 0m)
        {
            return [];
        }

        decimal factor = (values[^1] + flow) / values[^1];
        return [.. values.Select(value => value * factor)];
    }
}
