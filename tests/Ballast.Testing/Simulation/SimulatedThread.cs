using System.Collections.Concurrent;

namespace Ballast.Testing.Simulation;

/// <summary>
/// One thread that runs everything the program under test has to do, in order, and moves the clock when there is
/// nothing left: the whole program becomes a function of its seed.
/// </summary>
public sealed class SimulatedThread : SynchronizationContext
{
    private readonly ConcurrentQueue<(SendOrPostCallback Work, object? State)> work = new();
    private readonly ManualClock clock;

    /// <summary>A thread whose idle time is the clock's.</summary>
    public SimulatedThread(ManualClock clock) => this.clock = clock;

    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state) => work.Enqueue((d, state));

    /// <inheritdoc/>
    public override void Send(SendOrPostCallback d, object? state) => d(state);

    /// <summary>Whether something waits to be done.</summary>
    public bool HasWork => !work.IsEmpty;

    /// <summary>Runs until a condition holds, a time has come, or nothing is left to do.</summary>
    /// <param name="start">Begins the work; exceptions of its task are thrown here.</param>
    /// <param name="isOver">Asked after every piece of work.</param>
    /// <param name="until">The clock does not pass this.</param>
    public void Run(Func<Task> start, Func<bool> isOver, DateTimeOffset until)
    {
        SynchronizationContext? before = Current;
        SetSynchronizationContext(this);
        try
        {
            Task running = start();
            while (!isOver() && !running.IsFaulted && clock.GetUtcNow() < until)
            {
                if (work.TryDequeue(out (SendOrPostCallback Work, object? State) piece))
                {
                    piece.Work(piece.State);
                }
                else if (!clock.FireNext())
                {
                    break;
                }
            }

            if (running.IsCompleted)
            {
                running.GetAwaiter().GetResult();
            }
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    /// <summary>The process dies: what it had to do and what it waited for is gone.</summary>
    public void Kill()
    {
        work.Clear();
        clock.DropTimers();
    }
}
