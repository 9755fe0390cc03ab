using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Engine.Ports;

namespace Ballast.Engine.Tests.Crashes;

/// <summary>Keeps what the owner was told.</summary>
internal sealed class SilentNotifier : INotifier
{
    public ImmutableArray<OwnerChannel> Channels { get; set; } = [];

    public List<Reason> Told { get; } = [];

    public Task NotifyAsync(Severity severity, Reason message, CancellationToken cancellation)
    {
        Told.Add(message);
        return Task.CompletedTask;
    }
}
