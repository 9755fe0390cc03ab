using Ballast.Core;
using Ballast.Core.Portfolios;
using Ballast.Engine.GoingLive;
using Ballast.Engine.Journal;
using Ballast.Engine.Lots;

namespace Ballast.Engine.Ledger;

/// <summary>Folds one event into the engine's state. Pure: the same journal gives the same state.</summary>
public static class EngineFold
{
    /// <summary>The state after an event.</summary>
    /// <exception cref="InvalidOperationException">The event cannot follow the state: a bug, or a journal that was
    /// tampered with.</exception>
    public static EngineState Apply(EngineState state, StampedEvent stamped)
    {
        EngineState after = stamped.Portfolio is { } portfolio
            ? InPortfolio(state, portfolio, stamped)
            : InInstallation(state, stamped);
        return after with { JournalSequence = stamped.Sequence };
    }

    private static EngineState InInstallation(EngineState state, StampedEvent stamped)
    {
        if (stamped.Event is JournalEvent.EngineStarted started)
        {
            return state with { Epoch = started.Epoch, Installation = started.Installation };
        }

        if (stamped.Event is JournalEvent.AccountRegistered account)
        {
            return state with { Accounts = state.Accounts.Add(account.Account, account.Number) };
        }

        if (stamped.Event is JournalEvent.AccountInspected inspected)
        {
            return state with { Proofs = state.Proofs.SetItem(inspected.Account, inspected.Proof) };
        }

        if (stamped.Event is JournalEvent.OwnerReached reached)
        {
            return state with { Reached = new ReachedOwner(stamped.At, reached.Channels) };
        }

        if (stamped.Event is JournalEvent.TradesImported imported)
        {
            return TradeFold.Imported(state, imported);
        }

        if (stamped.Event is JournalEvent.TradesRetracted retracted)
        {
            return TradeFold.Retracted(state, retracted);
        }

        if (stamped.Event is JournalEvent.Halted halted)
        {
            return state with { Halt = new HaltMark(halted.Actor, halted.Why, stamped.At) };
        }

        return stamped.Event is JournalEvent.Resumed
            ? state with { Halt = null }
            : throw new InvalidOperationException($"{stamped.Event.GetType().Name} belongs into a portfolio's stream");
    }

    private static EngineState InPortfolio(EngineState state, PortfolioId portfolio, StampedEvent stamped)
    {
        if (stamped.Event is JournalEvent.PortfolioOpened opened)
        {
            PortfolioBook book = Inherited(
                state, new PortfolioBook { Policy = opened.Policy, PolicyHash = opened.PolicyHash });
            return state with
            {
                Portfolios = state.Portfolios.Add(portfolio, GoingLiveFold.Begun(book, opened.Actor, stamped.At)),
            };
        }

        if (stamped.Event is JournalEvent.PortfolioRemoved)
        {
            return Removed(state, portfolio);
        }

        if (stamped.Event is not JournalEvent.RunStarted run)
        {
            return Within(state, portfolio, stamped);
        }

        return run.Sequence > state.LastSequence
            ? Within(state, portfolio, stamped) with { LastSequence = run.Sequence }
            : throw new InvalidOperationException($"run number {run.Sequence} is used already");
    }

    private static EngineState Removed(EngineState state, PortfolioId portfolio)
    {
        PortfolioBook book = state.Portfolios[portfolio];
        return state with
        {
            Portfolios = state.Portfolios.Remove(portfolio),
            Legacies = state.Legacies.SetItems(book.Policy.Accounts.Select(account =>
                KeyValuePair.Create(account, new AccountLegacy(book.Caps, book.Halt, book.Breaker)))),
        };
    }

    private static PortfolioBook Inherited(EngineState state, PortfolioBook book)
    {
        AccountLegacy[] left = [.. book.Policy.Accounts
            .Where(state.Legacies.ContainsKey).Select(account => state.Legacies[account])];
        Reason? breaker = left.Select(legacy => legacy.Breaker).FirstOrDefault(why => why is not null);
        return book with
        {
            Caps = left.Select(legacy => legacy.Caps).OrderByDescending(caps => caps.Day)
                .ThenByDescending(caps => caps.Notional).FirstOrDefault(book.Caps),
            Halt = left.Select(legacy => legacy.Halt).FirstOrDefault(halt => halt is not null),
            Breaker = breaker,
            Memory = book.Memory with { Breaker = breaker },
        };
    }

    private static EngineState Within(EngineState state, PortfolioId portfolio, StampedEvent stamped) =>
        state.Portfolios.TryGetValue(portfolio, out PortfolioBook? book)
            ? WithTrade(state, book, stamped) with
            {
                Portfolios = state.Portfolios.SetItem(portfolio, BookFold.Apply(book, stamped)),
            }
            : throw new InvalidOperationException($"there is no portfolio {portfolio} at entry {stamped.Sequence}");

    private static EngineState WithTrade(EngineState state, PortfolioBook book, StampedEvent stamped) =>
        stamped.Event is JournalEvent.OrderFilled filled ? TradeFold.Filled(state, book, filled) : state;
}
