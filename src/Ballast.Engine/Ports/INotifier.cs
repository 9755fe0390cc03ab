using System.Collections.Immutable;
using Ballast.Core;

namespace Ballast.Engine.Ports;

/// <summary>Tells the owner.</summary>
public interface INotifier
{
    /// <summary>The ways to reach the owner that this process uses; the log is none of them.</summary>
    ImmutableArray<OwnerChannel> Channels { get; }

    /// <summary>Delivers or queues a message; never throws for an unreachable receiver.</summary>
    Task NotifyAsync(Severity severity, Reason message, CancellationToken cancellation);
}

/// <summary>How urgent a message is.</summary>
public enum Severity
{
    /// <summary>For the record.</summary>
    Info = 0,

    /// <summary>Look at it today.</summary>
    Warning = 1,

    /// <summary>Look at it now: quarantine, breaker, unknown outcome.</summary>
    Urgent = 2,
}
