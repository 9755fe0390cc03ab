using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Orders;
using Ballast.Core.Portfolios;
using Ballast.Engine.Journal;
using Ballast.Engine.Ledger;
using Ballast.Engine.Ports;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Ballast.Engine.Execution;

/// <summary>
/// What everyone who works for one portfolio shares: its book, its lines to the venues, the clock and the owner's ear.
/// </summary>
internal sealed class PortfolioDesk
{
    /// <summary>The engine's own name where the journal says by whose word.</summary>
    public const string EngineActor = "engine";

    private readonly JournalWriter journal;
    private readonly INotifier notifier;

    public PortfolioDesk(PortfolioId portfolio, JournalWriter journal, INotifier notifier)
    {
        Portfolio = portfolio;
        this.journal = journal;
        this.notifier = notifier;
    }

    public PortfolioId Portfolio { get; }

    public required EngineSettings Settings { get; init; }

    public required TimeProvider Time { get; init; }

    public required ImmutableSortedDictionary<AccountId, VenueLine> Lines { get; init; }

    public required ILogger Log { get; init; }

    public ImmutableArray<OwnerChannel> OwnerChannels => notifier.Channels;

    public Instant Now => journal.Now;

    public EngineState Engine => journal.State;

    public PortfolioBook Book => journal.State.Portfolios[Portfolio];

    /// <summary>
    /// Whether nothing new may be sent: halted for all or for this portfolio, or the breaker is latched.
    /// </summary>
    public bool IsHalted => StopReason(journal.State) is not null;

    /// <summary>Why nothing may be sent; <see langword="null"/> while it may.</summary>
    public Reason? StopReason(EngineState state) =>
        state.Halt?.Why ?? state.Portfolios[Portfolio].Halt?.Why ?? state.Portfolios[Portfolio].Breaker;

    public OrderRecord Order(ClientOrderId id) => Book.Orders[id];

    public Task<EngineState> RecordAsync(CancellationToken cancellation, params IReadOnlyList<JournalEvent> events) =>
        journal.AppendAsync(Portfolio, events, cancellation);

    public Task<EngineState> RecordAsync(
        Func<EngineState, PortfolioBook, IReadOnlyList<JournalEvent>> make, CancellationToken cancellation) =>
        journal.AppendAsync(Portfolio, state => make(state, state.Portfolios[Portfolio]), cancellation);

    /// <summary>
    /// Records an event of an order, unless the order has left the state that the event follows: a person's word or
    /// another lane's trades may have come first.
    /// </summary>
    public Task<EngineState> RecordWhileAsync<TState>(
        ClientOrderId id, JournalEvent happened, CancellationToken cancellation)
        where TState : OrderState =>
        RecordAsync((_, book) => book.Orders[id].Order.State is TState ? [happened] : [], cancellation);

    public Task TellAsync(Severity severity, string code, string sentence) =>
        notifier.NotifyAsync(severity, new Reason(code, $"{Portfolio}: {sentence}"), CancellationToken.None);

    /// <summary>Halts the portfolio by the engine's own word and tells its owner.</summary>
    public async Task HaltAsync(Reason why, CancellationToken cancellation)
    {
        await RecordAsync(cancellation, new JournalEvent.Halted(EngineActor, why));
        await TellAsync(Severity.Urgent, why.Code, why.Sentence);
    }

    /// <summary>Asks a source that belongs to no account; a slow answer counts as none.</summary>
    public async Task<Reading<T>> AskAsync<T>(
        Func<CancellationToken, Task<Reading<T>>> ask, CancellationToken cancellation)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            return await ask(limit.Token).WaitAsync(Settings.ReadTimeout.ToTimeSpan(), Time, cancellation);
        }
        catch (Exception silent) when (silent is TimeoutException
            || (silent is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            // A transport that gives up by itself says so by cancelling; that too is no answer. Not CancelAsync: its
            // callbacks run on another thread, and the same seed must give the same order of events.
            limit.Cancel();
            return new Reading<T>.Failed(
                new VenueError(VenueErrorKind.Unavailable, "timeout", "the source did not answer"));
        }
    }

    public Task DelayAsync(Duration wait, CancellationToken cancellation) =>
        Task.Delay(wait.ToTimeSpan(), Time, cancellation);
}
