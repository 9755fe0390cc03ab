using Ballast.Engine.Ports;

namespace Ballast.Adapters.Venues;

/// <summary>Counts what happened to an account and wakes whoever waits for more. Safe from any thread.</summary>
internal sealed class NewsBell : IAccountNews
{
    private readonly Lock gate = new();
    private long count;
    private TaskCompletionSource next = New();

    /// <summary>Something happened, or may have.</summary>
    public void Ring()
    {
        TaskCompletionSource told;
        lock (gate)
        {
            count++;
            (told, next) = (next, New());
        }

        told.SetResult();
    }

    /// <inheritdoc/>
    public async Task<long> AfterAsync(long known, CancellationToken cancellation)
    {
        while (true)
        {
            Task more;
            lock (gate)
            {
                if (count > known)
                {
                    return count;
                }

                more = next.Task;
            }

            await more.WaitAsync(cancellation);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
