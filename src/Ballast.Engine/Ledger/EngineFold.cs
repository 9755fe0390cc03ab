using Ballast.Core.Policies;
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

    private static EngineState InInstallation(EngineState state, StampedEvent stamped) => stamped.Event switch
    {
        JournalEvent.EngineStarted started => state with { Epoch = started.Epoch, Installation = started.Installation },
        JournalEvent.AccountRegistered account => state with
        {
            Accounts = state.Accounts.Add(account.Account, account.Number),
        },
        JournalEvent.Halted halted => state with { Halt = new HaltMark(halted.Actor, halted.Why, stamped.At) },
        JournalEvent.Resumed => state with { Halt = null },
        _ => throw new InvalidOperationException($"{stamped.Event.GetType().Name} belongs into a portfolio's stream"),
    };

    private static EngineState InPortfolio(EngineState state, PortfolioId portfolio, StampedEvent stamped)
    {
        switch (stamped.Event)
        {
            case JournalEvent.PortfolioOpened opened:
                return state with { Portfolios = state.Portfolios.Add(
                    portfolio, Opened(opened.Policy, opened.PolicyHash)) };
            case JournalEvent.PortfolioRemoved:
                return state with { Portfolios = state.Portfolios.Remove(portfolio) };
            case JournalEvent.RunStarted run when run.Sequence <= state.LastSequence:
                throw new InvalidOperationException($"run number {run.Sequence} is used already");
            case JournalEvent.RunStarted run:
                return Within(state, portfolio, stamped) with { LastSequence = run.Sequence };
            default:
                return Within(state, portfolio, stamped);
        }
    }

    private static EngineState Within(EngineState state, PortfolioId portfolio, StampedEvent stamped) =>
        state.Portfolios.TryGetValue(portfolio, out PortfolioBook? book)
            ? state with { Portfolios = state.Portfolios.SetItem(portfolio, BookFold.Apply(book, stamped)) }
            : throw new InvalidOperationException($"there is no portfolio {portfolio} at entry {stamped.Sequence}");

    private static PortfolioBook Opened(Policy policy, string hash) => new() { Policy = policy, PolicyHash = hash };
}
