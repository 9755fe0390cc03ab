using Ballast.Core;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Tests.Replays;

/// <summary>Keeps what the owner was told.</summary>
internal sealed class OwnersEar : INotifier
{
    public List<Reason> Told { get; } = [];

    public Task NotifyAsync(Severity severity, Reason message, CancellationToken cancellation)
    {
        Told.Add(message);
        return Task.CompletedTask;
    }
}
