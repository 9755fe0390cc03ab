using Ballast.Core.Portfolios;
using Ballast.Engine.Ledger;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Engine.Journal;

/// <summary>
/// The only way into the journal. One commit at a time: events are built from the state they will follow, stored, and
/// then folded, so that what is in memory is always what is on disk. Journaled time never moves back.
/// </summary>
internal sealed class JournalWriter : IDisposable
{
    private readonly IJournal journal;
    private readonly JournalCodec codec;
    private readonly TimeProvider time;
    private readonly SemaphoreSlim turn = new(1, 1);
    private EngineState state = EngineState.Empty;
    private Instant last = Instant.MinValue;
    private Exception? broken;

    public JournalWriter(IJournal journal, JournalCodec codec, TimeProvider time)
    {
        this.journal = journal;
        this.codec = codec;
        this.time = time;
    }

    /// <summary>Called with every event that has been stored and folded, in order.</summary>
    public event Action<StampedEvent>? Stored;

    /// <summary>The fold of everything stored so far.</summary>
    public EngineState State => Volatile.Read(ref state);

    /// <summary>The clock, as the journal will say it.</summary>
    public Instant Now => Instant.Max(time.GetUtcNow().ToInstantOfJournal(), last);

    /// <summary>Checks and folds the whole journal in one pass; the state is that of a sound journal or stays as it
    /// was.</summary>
    public async Task<JournalIntegrity> ReplayAsync(CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            EngineState folded = EngineState.Empty;
            Instant newest = last;
            JournalIntegrity integrity = await journal.ReplayAsync(
                entry =>
                {
                    folded = EngineFold.Apply(folded, codec.Decode(entry));
                    newest = Instant.Max(newest, entry.Entry.At);
                },
                cancellation);
            if (integrity is JournalIntegrity.Sound)
            {
                last = newest;
                Volatile.Write(ref state, folded);
            }

            return integrity;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Stores events of one portfolio, all or none.</summary>
    public Task<EngineState> AppendAsync(
        PortfolioId? portfolio, IReadOnlyList<JournalEvent> events, CancellationToken cancellation) =>
        AppendAsync(portfolio, _ => events, cancellation);

    /// <summary>Stores the events that a function makes of the state they follow, all or none.</summary>
    /// <exception cref="JournalUnavailableException">The store takes nothing; nothing is appended from then
    /// on.</exception>
    public async Task<EngineState> AppendAsync(
        PortfolioId? portfolio, Func<EngineState, IReadOnlyList<JournalEvent>> make, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        await turn.WaitAsync(CancellationToken.None);
        try
        {
            if (broken is not null)
            {
                throw new JournalUnavailableException(
                    $"an earlier commit failed ({broken.Message}); restart to read what is on disk", broken);
            }

            // Taken before the events are made: what they judge by the clock cannot be untrue of their own instant.
            Instant at = Now;
            EngineState before = State;
            IReadOnlyList<JournalEvent> events = make(before);
            if (events.Count == 0)
            {
                return before;
            }

            return await StoreAsync(portfolio, at, events, before);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    // Folded first, so that an event that cannot follow is a bug that never reaches the disk; published after the
    // commit. A commit is not cancelled half-way: whether it happened would not be known.
    private async Task<EngineState> StoreAsync(
        PortfolioId? portfolio, Instant at, IReadOnlyList<JournalEvent> events, EngineState before)
    {
        List<StampedEvent> stamped = [];
        EngineState after = before;
        foreach (JournalEvent happened in events)
        {
            stamped.Add(new StampedEvent(after.JournalSequence + 1, portfolio, at, happened));
            after = EngineFold.Apply(after, stamped[^1]);
        }

        try
        {
            await journal.AppendAsync(
                [.. events.Select(e => JournalCodec.Encode(portfolio, at, e))], CancellationToken.None);
        }
        catch (Exception failed)
        {
            broken = failed;
            throw;
        }

        last = at;
        Volatile.Write(ref state, after);
        foreach (StampedEvent happened in stamped)
        {
            Stored?.Invoke(happened);
        }

        return after;
    }
}
