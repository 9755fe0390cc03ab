using System.Collections.Immutable;
using Ballast.Core.Orders;
using Ballast.Engine.Journal;
using NodaTime;

namespace Ballast.Engine.Execution;

/// <summary>
/// Orders on their way to their end. Each is seen through by a task of its own; whoever needs its end waits a while for
/// it, and goes on without it where the order is in doubt or slow.
/// </summary>
internal sealed class OrdersUnderway
{
    /// <summary>How long an order in doubt, or one that should have ended, is waited for.</summary>
    private static readonly Duration Grace = Duration.FromSeconds(5);

    private readonly PortfolioDesk desk;
    private readonly OrderCarrier carrier;
    private readonly Lock gate = new();
    private ImmutableList<Task> tasks = [];

    public OrdersUnderway(PortfolioDesk desk, OrderCarrier carrier)
    {
        this.desk = desk;
        this.carrier = carrier;
    }

    /// <summary>Sends a signed order; returns with its end, or once it is in doubt or slow for too long.</summary>
    public Task CarryAsync(ClientOrderId id, CancellationToken cancellation)
    {
        TaskCompletionSource doubt = new();
        return WaitAsync(id, SeeThroughAsync(id, carrier.CarryAsync(id, doubt, cancellation)), doubt.Task);
    }

    /// <summary>Follows an order that was found again; returns with its end, or once that is slow to come.</summary>
    public Task FollowAsync(ClientOrderId id, CancellationToken cancellation) =>
        WaitAsync(id, SeeThroughAsync(id, carrier.FollowAsync(id, desk.Now, cancellation)), Task.CompletedTask);

    /// <summary>Throws what stopped a task: a bug, or a journal that takes nothing.</summary>
    public void ThrowIfBroken()
    {
        foreach (Task broken in tasks.Where(task => task.IsFaulted))
        {
            broken.GetAwaiter().GetResult();
        }
    }

    /// <summary>Returns when every order is terminal or quarantined, or nobody works for it any more.</summary>
    public async Task EndAsync()
    {
        foreach (Task task in tasks)
        {
            await task.ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    // The run may have ended meanwhile: what it came to is known better now.
    private async Task SeeThroughAsync(ClientOrderId id, Task end)
    {
        await end;
        RunId run = desk.Order(id).Origin.Run;
        await desk.RecordAsync((_, book) => RunClosing.Revised(book, run), CancellationToken.None);
    }

    private async Task WaitAsync(ClientOrderId id, Task end, Task doubt)
    {
        lock (gate)
        {
            tasks = tasks.RemoveAll(task => task.IsCompletedSuccessfully).Add(end);
        }

        if (await IsOverWithinAsync(Task.WhenAny(end, doubt), LongestRest(id) + Grace) && !end.IsCompleted)
        {
            await IsOverWithinAsync(end, Grace);
        }

        if (end.IsCompleted)
        {
            await end;
        }
    }

    private async Task<bool> IsOverWithinAsync(Task wanted, Duration patience)
    {
        try
        {
            await wanted.WaitAsync(patience.ToTimeSpan(), desk.Time, CancellationToken.None);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private Duration LongestRest(ClientOrderId id) =>
        Duration.Max(Duration.Zero, carrier.RestsUntil(desk.Order(id)) - desk.Now);
}
