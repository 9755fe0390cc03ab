using System.Collections.Immutable;
using Ballast.Adapters.Notify;
using Ballast.Adapters.Secrets;
using Ballast.Core;
using Ballast.Engine.Ports;
using Microsoft.Extensions.Logging;

namespace Ballast.Server.Notify;

/// <summary>Tells the owner through the log, always, and over the channels that the data directory names.</summary>
public sealed class OwnersNotifier : INotifier, IAsyncDisposable
{
    private readonly LogNotifier log;
    private readonly ChannelNotifier channels;

    private OwnersNotifier(LogNotifier log, ChannelNotifier channels) => (this.log, this.channels) = (log, channels);

    /// <summary>Opens the channels of a data directory.</summary>
    public static NotifierOpening Open(string dataDirectory, TimeProvider real, ILoggerFactory logs)
    {
        return NotifySettingsReader.ReadFrom(dataDirectory) switch
        {
            NotifySettingsReading.Read { Settings: var settings } => Open(settings, dataDirectory, real, logs),
            NotifySettingsReading.Refused refused => new NotifierOpening.Refused(
                refused.Cause, "mend it, or move it away to be told by the log alone"),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <inheritdoc/>
    public ImmutableArray<OwnerChannel> Channels => channels.Channels;

    /// <inheritdoc/>
    public Task NotifyAsync(Severity severity, Reason message, CancellationToken cancellation)
    {
        log.Write(severity, message);
        return channels.NotifyAsync(severity, message, cancellation);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => channels.DisposeAsync();

    private static NotifierOpening Open(
        NotifySettings settings, string dataDirectory, TimeProvider real, ILoggerFactory logs)
    {
        SecretPlaces secrets = new(dataDirectory, Environment.GetEnvironmentVariable);
        return OpenChannel.All(settings, secrets, real) switch
        {
            ChannelOpening.Opened opened => new NotifierOpening.Opened(new OwnersNotifier(
                new LogNotifier(logs), new ChannelNotifier(opened.Channels, settings, real, logs))),
            ChannelOpening.Refused refused => new NotifierOpening.Refused(
                $"the channel {refused.Channel} in {NotifySettings.FileName} lacks its secret",
                refused.Why.Sentence),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}

/// <summary>The answer to opening the channels. Closed: <see cref="Opened"/> or <see cref="Refused"/>.</summary>
public abstract record NotifierOpening
{
    private NotifierOpening()
    {
    }

    /// <summary>All are open.</summary>
    public sealed record Opened(OwnersNotifier Notifier) : NotifierOpening;

    /// <summary>One is not: an owner who thinks to be told and is not is worse off than one who knows.</summary>
    public sealed record Refused(string Cause, string WayOut) : NotifierOpening;
}
