using Ballast.PaperExchange.Publishing;

namespace Ballast.PaperExchange.Stores;

/// <summary>
/// Stores what requests changed, in their order, and everything that waits at a time in one commit: a flush to the disk
/// costs the same for one request as for a hundred. Nobody is answered, and nothing is told, before its own commit.
/// </summary>
internal sealed class CommitDesk(IExchangeStore store, NewsDesk news)
{
    private readonly Lock gate = new();
    private readonly Lock writing = new();
    private readonly Queue<(long Number, TaskCompletionSource Done)> waiters = new();
    private List<(ChangeSet Changes, VenueNews? News)> waiting = [];
    private IOException? failure;
    private long added;
    private long stored;
    private bool isFlushing;

    /// <summary>Whether a commit failed: what is in memory may not be stored, and nothing more is taken.</summary>
    public bool HasFailed => Volatile.Read(ref failure) is not null;

    /// <summary>The number of the last change.</summary>
    public long Added
    {
        get
        {
            lock (gate)
            {
                return added;
            }
        }
    }

    /// <summary>Takes what a request changed. The caller keeps the order.</summary>
    /// <returns>The number to wait for: with it everything that the request has seen is stored.</returns>
    public long Add(ChangeSet changes, VenueNews? told)
    {
        lock (gate)
        {
            if (!changes.IsEmpty || told is not null)
            {
                waiting.Add((changes, told));
                added++;
            }

            return added;
        }
    }

    /// <summary>Returns once everything up to a number is stored.</summary>
    /// <exception cref="IOException">It could not be stored.</exception>
    public void WaitFor(long number)
    {
        if (Volatile.Read(ref stored) < number)
        {
            FlushUntil(number);
        }
    }

    /// <summary>The same without holding a thread: those who wait meanwhile share a commit.</summary>
    public Task WaitForAsync(long number)
    {
        lock (gate)
        {
            if (Volatile.Read(ref stored) >= number)
            {
                return Task.CompletedTask;
            }

            TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
            waiters.Enqueue((number, done));
            if (!isFlushing)
            {
                isFlushing = true;
                ThreadPool.UnsafeQueueUserWorkItem(static desk => desk.FlushWaiters(), this, preferLocal: false);
            }

            return done.Task;
        }
    }

    private void FlushWaiters()
    {
        while (true)
        {
            IOException? failed = null;
            try
            {
                FlushUntil(long.MaxValue);
            }
            catch (IOException unstored)
            {
                failed = unstored;
            }

            if (!AnswerWaiters(failed))
            {
                return;
            }
        }
    }

    // Numbers rise along the queue: whoever took one later waits behind.
    private bool AnswerWaiters(IOException? failed)
    {
        lock (gate)
        {
            while (waiters.TryPeek(out (long Number, TaskCompletionSource Done) first)
                && (failed is not null || first.Number <= stored))
            {
                waiters.Dequeue();
                if (failed is null)
                {
                    first.Done.SetResult();
                }
                else
                {
                    first.Done.SetException(failed);
                }
            }

            isFlushing = waiters.Count > 0;
            return isFlushing;
        }
    }

    private void FlushUntil(long number)
    {
        lock (writing)
        {
            if (failure is not null)
            {
                throw new IOException(failure.Message, failure);
            }

            if (stored < number)
            {
                Flush();
            }
        }
    }

    private void Flush()
    {
        List<(ChangeSet Changes, VenueNews? News)> taken;
        long last;
        lock (gate)
        {
            (taken, waiting) = (waiting, []);
            last = added;
        }

        try
        {
            store.Commit([.. taken.Select(entry => entry.Changes).Where(changes => !changes.IsEmpty)]);
        }
        catch (IOException unstored)
        {
            failure = unstored;
            throw;
        }

        Volatile.Write(ref stored, last);
        foreach (VenueNews told in taken.Select(entry => entry.News).OfType<VenueNews>())
        {
            news.Tell(told);
        }
    }
}
