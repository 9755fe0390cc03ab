using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Engine.Ports;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Ballast.Adapters.Notify;

/// <summary>Tells the owner over every channel of the settings; a receiver that cannot be reached holds nobody
/// up.</summary>
public sealed class ChannelNotifier : INotifier, IAsyncDisposable
{
    private readonly ImmutableArray<ChannelPost> posts;
    private readonly TimeProvider real;

    /// <summary>Begins to send.</summary>
    /// <param name="channels">The channels with the least severity that each is told.</param>
    /// <param name="settings">When what is not urgent is sent.</param>
    /// <param name="real">The machine's clock: an owner sleeps by that, whatever the market's speed.</param>
    /// <param name="logs">Where it says what a channel did not take.</param>
    public ChannelNotifier(
        ImmutableArray<OpenChannel> channels, NotifySettings settings, TimeProvider real, ILoggerFactory logs)
    {
        this.real = real;
        Channels = [.. settings.Channels.Select(channel => channel.Identity)];
        ILogger log = logs.CreateLogger<ChannelNotifier>();
        posts =
        [
            .. channels.Select(open => new ChannelPost(
                open.Channel, new Outbox(open.From, settings.Digest, settings.Quiet), real, log)),
        ];
    }

    /// <inheritdoc/>
    public ImmutableArray<OwnerChannel> Channels { get; }

    /// <inheritdoc/>
    public Task NotifyAsync(Severity severity, Reason message, CancellationToken cancellation)
    {
        NotifyMessage said = new(Instant.FromDateTimeOffset(real.GetUtcNow()), severity, message);
        foreach (ChannelPost post in posts)
        {
            post.Add(said);
        }

        return Task.CompletedTask;
    }

    /// <summary>Gives what still waits one chance and stops.</summary>
    public async ValueTask DisposeAsync() => await Task.WhenAll(posts.Select(post => post.DisposeAsync().AsTask()));
}
