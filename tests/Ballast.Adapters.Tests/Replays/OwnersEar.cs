using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Tests.Replays;

/// <summary>Keeps what the owner was told.</summary>
internal sealed class OwnersEar : INotifier
{
    public ImmutableArray<OwnerChannel> Channels { get; set; } = [];

    public List<Reason> Told { get; } = [];

    /// <summary>Hears what is told as it is told.</summary>
    public Action<Severity, Reason>? Hears { get; set; }

    public Task NotifyAsync(Severity severity, Reason message, CancellationToken cancellation)
    {
        Told.Add(message);
        Hears?.Invoke(severity, message);
        return Task.CompletedTask;
    }
}
