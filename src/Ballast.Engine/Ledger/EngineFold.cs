using Ballast.Core.Portfolios;
using Ballast.Engine.Journal;

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
            PortfolioBook book = new() { Policy = opened.Policy, PolicyHash = opened.PolicyHash };
            return state with { Portfolios = state.Portfolios.Add(portfolio, book) };
        }

        if (stamped.Event is JournalEvent.PortfolioRemoved)
        {
            return state with { Portfolios = state.Portfolios.Remove(portfolio) };
        }

        if (stamped.Event is not JournalEvent.RunStarted run)
        {
            return Within(state, portfolio, stamped);
        }

        return run.Sequence > state.LastSequence
            ? Within(state, portfolio, stamped) with { LastSequence = run.Sequence }
            : throw new InvalidOperationException($"run number {run.Sequence} is used already");
    }

    private static EngineState Within(EngineState state, PortfolioId portfolio, StampedEvent stamped) =>
        state.Portfolios.TryGetValue(portfolio, out PortfolioBook? book)
            ? state with { Portfolios = state.Portfolios.SetItem(portfolio, BookFold.Apply(book, stamped)) }
            : throw new InvalidOperationException($"there is no portfolio {portfolio} at entry {stamped.Sequence}");
}
