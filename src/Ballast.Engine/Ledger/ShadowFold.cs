using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Decisions;
using Ballast.Core.Policies;
using Ballast.Core.Reports.Shadows;
using Ballast.Core.Targets;
using Ballast.Engine.Journal;
using NodaTime;

namespace Ballast.Engine.Ledger;

/// <summary>Keeps the shadow books beside a portfolio's book: begins them once the portfolio is bought, and leads them
/// on with every valued decision.</summary>
internal static class ShadowFold
{
    // Half of what one would have to trade to be on target: nearer than this a portfolio counts as bought.
    private const decimal NearTarget = 0.05m;

    /// <summary>The books after a decision.</summary>
    /// <param name="book">The portfolio, the decision folded in.</param>
    /// <param name="decided">The decision.</param>
    public static ShadowBooks? Decided(PortfolioBook book, JournalEvent.Decided decided)
    {
        if (AimedAt(book) is not { } policy || SightOf(policy, decided) is not { } sight)
        {
            return book.Shadows;
        }

        book = book with { Policy = policy };

        ShadowBooks? marked = book.Shadows is null ? null : ShadowWalk.Mark(book.Shadows, book.Policy, sight);
        if (marked is not null)
        {
            return marked;
        }

        ImmutableSortedDictionary<Asset, Quantity> holdings = Holdings(book, sight);
        return IsBought(book, decided, holdings, sight) ? ShadowWalk.Begin(book.Policy, holdings, sight) : null;
    }

    /// <summary>The books after a change of policy: another quote, other accounts or other assets make values that
    /// cannot be compared with those before, and the books begin anew.</summary>
    public static ShadowBooks? PolicyChanged(PortfolioBook before, Policy next)
    {
        Policy old = before.Policy;
        bool isComparable = old.Quote.Equals(next.Quote)
            && old.Untracked == next.Untracked
            && old.Accounts.Order().SequenceEqual(next.Accounts.Order())
            && Counted(old).SetEquals(Counted(next));
        return isComparable ? before.Shadows : null;
    }

    /// <summary>The books after balance changes that no fill explains.</summary>
    /// <param name="before">The portfolio before them.</param>
    /// <param name="booked">What was booked.</param>
    public static ShadowBooks? Booked(PortfolioBook before, JournalEvent.BalanceBooked booked)
    {
        if (before.Shadows is not { } books)
        {
            return null;
        }

        books = ShadowWalk.Flowed(books, booked.Flow);
        ImmutableHashSet<Asset> counted = Counted(before.Policy);
        foreach (LedgerPosting posting in booked.Postings.Where(posting => counted.Contains(posting.Asset)))
        {
            decimal held = before.Ledgers.Values.Sum(ledger => ledger.Of(posting.Asset).Value);
            books = posting.Kind switch
            {
                Bookkeeping.Gain when held > 0m =>
                    ShadowWalk.Gained(books, posting.Asset, posting.Change.Value / held),
                Bookkeeping.Gain or Bookkeeping.Income when PriceOf(before, posting.Asset) is { } price =>
                    ShadowWalk.Earned(books, posting.Change * price),
                _ => books,
            };
        }

        return books;
    }

    /// <summary>The last accepted price of an asset, or <see langword="null"/> where there is none.</summary>
    public static Price? PriceOf(PortfolioBook book, Asset asset) =>
        asset.Equals(book.Policy.Quote) ? Price.One
        : book.Memory.LastPrices.TryGetValue(asset, out Price price) ? price : null;

    // A decision that was only shown before its run carries older prices: it values nothing.
    private static ShadowSight? SightOf(Policy policy, JournalEvent.Decided decided)
    {
        Instant at = decided.Decision.At;
        PolicyMemory memory = decided.Memory;
        bool isPriced = TargetRule.Managed(policy).All(asset =>
            asset.Equals(policy.Quote) || memory.LastPricedAt.GetValueOrDefault(asset, Instant.MinValue) == at);
        return isPriced && decided.Decision.Value is { Sign: > 0 } value
            ? new ShadowSight(at, value, memory.LastPrices.SetItem(policy.Quote, Price.One))
            : null;
    }

    // Shadows of a moving target aim at what held at each decision; while there is none they wait.
    private static Policy? AimedAt(PortfolioBook book) => book.Policy.Moving is null ? book.Policy
        : book.Target.IsKnown ? book.Policy with { Target = book.Target.Weights, Moving = null } : null;

    private static ImmutableHashSet<Asset> Counted(Policy policy)
    {
        ImmutableArray<Asset> managed = TargetRule.Managed(policy);
        return [.. managed, .. policy.Equivalents.Where(pair => managed.Contains(pair.Key))
            .SelectMany(pair => pair.Value)];
    }

    private static ImmutableSortedDictionary<Asset, Quantity> Holdings(PortfolioBook book, ShadowSight sight)
    {
        ImmutableHashSet<Asset> counted = Counted(book.Policy);
        bool isAllCounted = book.Policy.Untracked == UntrackedHoldings.Sell;
        return book.Ledgers.Values.SelectMany(ledger => ledger.Balances)
            .Where(held => counted.Contains(held.Key) || (isAllCounted && sight.Prices.ContainsKey(held.Key)))
            .GroupBy(held => held.Key)
            .ToImmutableSortedDictionary(
                lines => lines.Key, lines => new Quantity(lines.Sum(line => line.Value.Value)));
    }

    // What was there before the first purchase is mostly cash, and to have held that says nothing about rebalancing.
    private static bool IsBought(
        PortfolioBook book,
        JournalEvent.Decided decided,
        ImmutableSortedDictionary<Asset, Quantity> holdings,
        ShadowSight sight)
    {
        bool hasRestedAfterRun = book.Memory.LastRunAt is not null
            && decided.Decision.Kind == DecisionKind.Hold
            && decided.Decision.Findings.All(finding => finding.Status != TriggerStatus.HeldBack);
        return hasRestedAfterRun || book.Policy.Mode == TradingMode.Shadow
            || ShadowWalk.Distance(book.Policy, holdings, sight) <= NearTarget;
    }
}
