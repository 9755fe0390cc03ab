using System.Collections.Immutable;
using System.Diagnostics;
using Ballast.Adapters.Notify;
using Ballast.Adapters.Secrets;
using Ballast.Core;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Server.Notify;

/// <summary>Sends a test message over every channel of a data directory.</summary>
public static class NoticeTest
{
    private const string SeeSettings = "see 'Being told' in docs/OPERATING.md";

    /// <summary>Sends it.</summary>
    /// <param name="directory">Where the settings and secrets are.</param>
    /// <param name="real">The machine's clock.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<NoticeTestOutcome> SendAsync(
        string directory, TimeProvider real, CancellationToken cancellation) =>
        NotifySettingsReader.ReadFrom(directory) switch
        {
            NotifySettingsReading.Refused refused => new NoticeTestOutcome.BadSettings(refused.Cause, SeeSettings),
            NotifySettingsReading.Read { Settings.Channels: [] } => new NoticeTestOutcome.NotSent(
                $"{Path.Combine(directory, NotifySettings.FileName)} names no channel", SeeSettings),
            NotifySettingsReading.Read { Settings: var settings } =>
                await SendAsync(settings, directory, real, cancellation),
            _ => throw new UnreachableException(),
        };

    private static async Task<NoticeTestOutcome> SendAsync(
        NotifySettings settings, string directory, TimeProvider real, CancellationToken cancellation)
    {
        SecretPlaces secrets = new(directory, Environment.GetEnvironmentVariable);
        switch (OpenChannel.All(settings, secrets, real))
        {
            case ChannelOpening.Refused refused:
                return new NoticeTestOutcome.NotSent(
                    $"the channel {refused.Channel} lacks its secret", refused.Why.Sentence);
            case ChannelOpening.Opened opened:
                ImmutableArray<ChannelTest> asked = [.. await Task.WhenAll(opened.Channels.Select(open =>
                    AskAsync(open.Channel, Letter(real), cancellation)))];
                return new NoticeTestOutcome.Sent(
                    asked,
                    [.. settings.Channels.Zip(asked)
                        .Where(pair => pair.Second.Result == ChannelTestResult.Delivered)
                        .Select(pair => pair.First.Identity)]);
            default:
                throw new UnreachableException();
        }
    }

    private static NotifyLetter Letter(TimeProvider real) => new(
        [
            new NotifyMessage(
                Instant.FromDateTimeOffset(real.GetUtcNow()), Severity.Info,
                new Reason("test", "this is what Ballast sounds like when it has something to say")),
        ],
        0);

    private static async Task<ChannelTest> AskAsync(
        INotifyChannel channel, NotifyLetter letter, CancellationToken cancellation)
    {
        Delivery delivery = await channel.DeliverAsync(letter, cancellation);
        (channel as IDisposable)?.Dispose();
        return delivery switch
        {
            Delivery.Done => new ChannelTest(channel.Name, ChannelTestResult.Delivered, "delivered"),
            Delivery.Later later => new ChannelTest(channel.Name, ChannelTestResult.NotDelivered, later.Why),
            Delivery.Never never => new ChannelTest(channel.Name, ChannelTestResult.NotDelivered, never.Why),
            _ => throw new UnreachableException(),
        };
    }
}
