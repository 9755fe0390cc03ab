using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using NodaTime;

namespace Ballast.PaperExchange.Services;

/// <summary>
/// What happens to an agent by the market's clock alone: funding every eight hours, and at midnight the day's own gains
/// of its services and the returns that they come to.
/// </summary>
internal sealed class AgentSettlement(AgentMarket market, AgentValues values, ulong seed)
{
    private const decimal ReturnUnit = 0.000000000001m;

    /// <summary>Between two funding times; a whole number of them makes a day.</summary>
    public static Duration Interval { get; } = Duration.FromHours(8);

    /// <summary>The last funding time at or before an instant.</summary>
    public static Instant LastAt(Instant at)
    {
        long ticks = at.ToUnixTimeTicks();
        return Instant.FromUnixTimeTicks(ticks - (ticks % Interval.BclCompatibleTicks));
    }

    /// <summary>Settles the next funding time of an agent.</summary>
    /// <returns>The day that ended with it, or <see langword="null"/>.</returns>
    public AgentDay? Settle(AgentDraft draft)
    {
        Instant at = draft.At;
        foreach (PerpPosition position in draft.Account.Positions)
        {
            Fund(draft, position, at.ToUnixTimeTicks() / Interval.BclCompatibleTicks);
        }

        AgentDay? day = at == AgentMarket.StartOf(AgentMarket.DayOf(at)) ? EndDay(draft) : null;
        draft.Set(draft.Account with { SettledUntil = at });
        return day;
    }

    // Free cash pays first; what it lacks comes out of the position's own margin.
    private void Fund(AgentDraft draft, PerpPosition position, long time)
    {
        decimal mark = market.MidOf(PerpMarkets.AssetOf(position.Market));
        decimal longPays = AgentUnits.Cut(
            mark * position.Size * SeededReturns.FundingRate(seed, position.Market, time));
        decimal due = position.Side == TradeSide.Buy ? -longPays : longPays;
        decimal lacking = Math.Max(0m, -due - draft.Account.Cash(ServiceNames.Trading));
        decimal fromMargin = Math.Min(lacking, position.Margin);
        decimal paid = due + lacking - fromMargin;
        AgentCause cause = new(position.Id, position.Purpose);
        draft.PostTrading(AgentEntryKind.Margin, fromMargin, cause);
        draft.PostTrading(AgentEntryKind.Funding, paid, cause);
        draft.Put(position with
        {
            Margin = position.Margin - fromMargin,
            Funding = position.Funding + paid,
            UpdatedAt = fromMargin > 0m ? draft.At : position.UpdatedAt,
        });
    }

    private AgentDay EndDay(AgentDraft draft)
    {
        long day = AgentMarket.DayOf(draft.At) - 1;
        foreach (string service in ServiceNames.Working)
        {
            decimal gain = AgentUnits.Cut(
                draft.Account.Cash(service) * SeededReturns.Of(seed, service, day));
            draft.Post(
                AgentEntryKind.Gain,
                new AgentHolding(service, AgentUnits.Usdc),
                gain,
                new AgentCause($"day-{day}", ""));
        }

        var returns = ImmutableSortedDictionary.CreateBuilder<string, decimal>(StringComparer.Ordinal);
        foreach (string service in ServiceNames.Working)
        {
            returns[service] = Measured(draft.Account, service) ?? SeededReturns.Of(seed, service, day);
        }

        draft.Set(draft.Account with
        {
            Marks = draft.Account.Marks.ToImmutableSortedDictionary(
                mark => mark.Key,
                mark => new ReturnMark(values.Of(draft.Account, mark.Key), 1m),
                StringComparer.Ordinal),
        });
        return new AgentDay(draft.Account.Name, day, returns.ToImmutable());
    }

    // A service that was empty all day has no return of its own; then its seed speaks.
    private decimal? Measured(AgentAccount account, string service)
    {
        if (values.MarkBefore(account, service) is not { } mark || account.Marks[service].Value == 0m)
        {
            return null;
        }

        decimal rate = mark.Growth - 1m;
        return Math.Sign(rate) * Rounding.Down(Math.Abs(rate), ReturnUnit);
    }
}
