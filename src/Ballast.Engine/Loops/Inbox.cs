namespace Ballast.Engine.Loops;

/// <summary>Where a loop finds what was asked of it. Order is kept; one reader.</summary>
internal sealed class Inbox
{
    private readonly Lock gate = new();
    private readonly Queue<LoopCommand> waiting = new();
    private TaskCompletionSource arrival = new();
    private bool isClosed;

    /// <summary>Completes when something waits to be taken.</summary>
    public Task Arrival
    {
        get
        {
            lock (gate)
            {
                return arrival.Task;
            }
        }
    }

    /// <summary>Puts a command in.</summary>
    /// <returns>Whether the inbox still takes any.</returns>
    public bool TryPut(LoopCommand command)
    {
        TaskCompletionSource arrived;
        lock (gate)
        {
            if (isClosed)
            {
                return false;
            }

            waiting.Enqueue(command);
            arrived = arrival;
        }

        arrived.TrySetResult();
        return true;
    }

    /// <summary>Takes the oldest command; <see langword="null"/> where none waits.</summary>
    public LoopCommand? Take()
    {
        lock (gate)
        {
            LoopCommand? command = waiting.Count > 0 ? waiting.Dequeue() : null;
            if (waiting.Count == 0 && arrival.Task.IsCompleted)
            {
                arrival = new TaskCompletionSource();
            }

            return command;
        }
    }

    /// <summary>Takes no more; what waits can still be taken.</summary>
    public void Close()
    {
        lock (gate)
        {
            isClosed = true;
        }
    }
}
