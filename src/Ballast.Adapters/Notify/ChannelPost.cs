using Microsoft.Extensions.Logging;
using NodaTime;

namespace Ballast.Adapters.Notify;

/// <summary>Sends what one channel has to say, in the background, until it is disposed.</summary>
internal sealed partial class ChannelPost : IAsyncDisposable
{
    // What is still to be said at the end gets one chance.
    private static readonly TimeSpan LastChance = TimeSpan.FromSeconds(5);

    private readonly INotifyChannel channel;
    private readonly Outbox outbox;
    private readonly TimeProvider real;
    private readonly ILogger log;
    private readonly Lock gate = new();
    private readonly CancellationTokenSource ending = new();
    private readonly Task work;
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Begins.</summary>
    public ChannelPost(INotifyChannel channel, Outbox outbox, TimeProvider real, ILogger log)
    {
        (this.channel, this.outbox, this.real, this.log) = (channel, outbox, real, log);
        work = Task.Run(SendForeverAsync);
    }

    private Instant Now => Instant.FromDateTimeOffset(real.GetUtcNow());

    /// <summary>Takes a message; never waits.</summary>
    public void Add(NotifyMessage message)
    {
        lock (gate)
        {
            outbox.Add(message);
            changed.TrySetResult();
            changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await work;
        await SendLastAsync();
        (channel as IDisposable)?.Dispose();
        ending.Dispose();
    }

    private async Task SendForeverAsync()
    {
        while (!ending.IsCancellationRequested)
        {
            (Task next, Instant? due) = Look();
            if (due is null || due > Now)
            {
                await WaitAsync(next, due);
                continue;
            }

            await SendAsync(ending.Token);
        }
    }

    private (Task Next, Instant? Due) Look()
    {
        lock (gate)
        {
            return (changed.Task, outbox.DueAt());
        }
    }

    private async Task WaitAsync(Task next, Instant? due)
    {
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(ending.Token);
        Task wait = due is { } instant
            ? Task.Delay((instant - Now).ToTimeSpan(), real, over.Token)
            : Task.Delay(Timeout.InfiniteTimeSpan, real, over.Token);
        await Task.WhenAny(next, wait);
        await over.CancelAsync();
    }

    private async Task SendAsync(CancellationToken cancellation)
    {
        NotifyLetter letter;
        lock (gate)
        {
            letter = outbox.Take();
        }

        Delivery delivery = await DeliverAsync(letter, cancellation);
        lock (gate)
        {
            switch (delivery)
            {
                case Delivery.Later later:
                    outbox.TakeBack(letter, later.Wait, Now);
                    break;
                case Delivery.Done or Delivery.Never:
                    outbox.Ended(Now);
                    break;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }
    }

    private async Task<Delivery> DeliverAsync(NotifyLetter letter, CancellationToken cancellation)
    {
        Delivery delivery;
        try
        {
            delivery = await channel.DeliverAsync(letter, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return new Delivery.Later("stopped", null);
        }
        catch (Exception bug) when (bug is not OutOfMemoryException)
        {
            // A channel's mistake must not end the others, nor the program that they speak for.
            delivery = new Delivery.Never($"{bug.GetType().Name}: {bug.Message}");
        }

        switch (delivery)
        {
            case Delivery.Later later:
                Postponed(channel.Name, letter.Subject, later.Why);
                break;
            case Delivery.Never never:
                GivenUp(channel.Name, letter.Subject, never.Why);
                break;
            case Delivery.Done:
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }

        return delivery;
    }

    private async Task SendLastAsync()
    {
        if (Look().Due is null)
        {
            return;
        }

        using CancellationTokenSource limit = new(LastChance, real);
        await SendAsync(limit.Token);
    }

    [LoggerMessage(LogLevel.Warning, "notify-postponed: {Channel} did not take \"{Subject}\": {Why}; tried again")]
    private partial void Postponed(string channel, string subject, string why);

    [LoggerMessage(LogLevel.Error, "notify-failed: {Channel} will not take \"{Subject}\": {Why}")]
    private partial void GivenUp(string channel, string subject, string why);
}
