using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Engine.Journal;
using Ballast.Engine.Ledger;
using NodaTime;

namespace Ballast.Engine.GoingLive;

/// <summary>Folds what concerns the way to real money: how long rules have run, and which part may be moved.</summary>
internal static class GoingLiveFold
{
    // Whoever checks daily decides every 24 hours; a longer silence is a program that did not run.
    private static readonly Duration LongestGap = Duration.FromHours(25);

    /// <summary>The book of a portfolio that begins.</summary>
    public static PortfolioBook Begun(PortfolioBook book, string actor, Instant at) =>
        Staged(book with { Trial = Fresh(book.Policy) }, actor, at);

    /// <summary>The book with a new policy in it.</summary>
    public static PortfolioBook Changed(PortfolioBook book, string actor, Instant at)
    {
        TrialCount fresh = Fresh(book.Policy);
        TrialCount trial = book.Trial?.RulesHash == fresh.RulesHash ? book.Trial : fresh;
        return Staged(book with { Trial = trial }, actor, at);
    }

    /// <summary>The book after a decision; only a valued one without real money counts.</summary>
    public static PortfolioBook Decided(PortfolioBook book, JournalEvent.Decided decided, Instant at)
    {
        if (book.Trial is not { } trial)
        {
            return book;
        }

        if (book.Policy.Mode == TradingMode.Live)
        {
            return book with { Trial = trial with { LastAt = null } };
        }

        bool counts = decided.Decision.Value is not null;
        Duration longest = Duration.Max(
            LongestGap, (book.Policy.Trigger.CheckEvery ?? Duration.Zero) + Duration.FromHours(1));
        Duration gap = counts && trial.LastAt is { } last && at > last ? at - last : Duration.Zero;
        return book with
        {
            Trial = trial with
            {
                Ran = gap <= longest ? trial.Ran + gap : trial.Ran,
                LastAt = counts ? at : trial.LastAt,
            },
        };
    }

    /// <summary>The book after an account's ledger was opened.</summary>
    public static PortfolioBook Opened(PortfolioBook book, AccountId account) =>
        book.Live is { } stage && IsLive(book.Policy, account) && !stage.Held.ContainsKey(account)
            ? book with { Live = stage with { Held = stage.Held.Add(account, book.Ledgers[account].Balances) } }
            : book;

    /// <summary>The book after a change that no trade explains: what came in or went out does so for both parts.
    /// </summary>
    public static PortfolioBook Booked(PortfolioBook book, JournalEvent.BalanceBooked booked)
    {
        if (book.Live is not { } stage
            || !stage.Held.TryGetValue(booked.Account, out ImmutableSortedDictionary<Asset, Quantity>? held))
        {
            return book;
        }

        foreach (LedgerPosting posting in booked.Postings)
        {
            Quantity after = held.GetValueOrDefault(posting.Asset) + posting.Change;
            held = held.SetItem(posting.Asset, Quantity.Max(Quantity.Zero, after));
        }

        return book with { Live = stage with { Held = stage.Held.SetItem(booked.Account, held) } };
    }

    private static TrialCount Fresh(Policy policy) => new(PolicyWriter.RulesHash(policy), Duration.Zero, null);

    private static bool IsLive(Policy policy, AccountId account) =>
        policy.Mode == TradingMode.Live && policy.Live?.Accounts.Contains(account) == true;

    // What was held at first is never measured again: whoever leaves and comes back, with the portfolio or with one of
    // its accounts, would move another share of what is left each time.
    private static PortfolioBook Staged(PortfolioBook book, string actor, Instant at)
    {
        if (book.Policy is not { Mode: TradingMode.Live, Live: { } live })
        {
            return book;
        }

        LiveStage stage = book.Live is { } before && before.Share == live.Share
            ? before
            : new LiveStage { Share = live.Share, Since = at, Actor = actor };
        var held = book.Live?.Held ?? stage.Held;
        foreach (AccountId account in live.Accounts.Where(account => !held.ContainsKey(account)))
        {
            held = book.Ledgers.TryGetValue(account, out AccountLedger? ledger)
                ? held.Add(account, ledger.Balances)
                : held;
        }

        return book with { Live = stage with { Held = held } };
    }
}
