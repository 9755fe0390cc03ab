using System.Collections.Immutable;
using Ballast.Adapters.Secrets;
using Ballast.Core;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Notify;

/// <summary>A channel that has its secrets.</summary>
/// <param name="Channel">How to send.</param>
/// <param name="From">The least severity that it is told.</param>
public sealed record OpenChannel(INotifyChannel Channel, Severity From)
{
    /// <summary>Opens all channels of the settings, or says which secret is in the way.</summary>
    public static ChannelOpening All(NotifySettings settings, SecretPlaces secrets, TimeProvider real)
    {
        ImmutableArray<OpenChannel>.Builder opened = ImmutableArray.CreateBuilder<OpenChannel>();
        foreach (ChannelSettings channel in settings.Channels)
        {
            Secret? secret = null;
            if (SecretOf(channel) is { } name)
            {
                switch (secrets.Read(name))
                {
                    case SecretReading.Found found:
                        secret = found.Value;
                        break;
                    case SecretReading.Missing missing:
                        return new ChannelOpening.Refused(channel.Name, missing.Why);
                    case SecretReading.Refused refused:
                        return new ChannelOpening.Refused(channel.Name, refused.Why);
                    default:
                        throw new System.Diagnostics.UnreachableException();
                }
            }

            opened.Add(new OpenChannel(Of(channel, secret, real), channel.From));
        }

        return new ChannelOpening.Opened(opened.ToImmutable());
    }

    private static SecretName? SecretOf(ChannelSettings channel) => channel switch
    {
        ChannelSettings.Webhook webhook => webhook.Secret,
        ChannelSettings.Telegram telegram => telegram.Token,
        ChannelSettings.Discord discord => discord.Url,
        ChannelSettings.Mail mail => mail.Password,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static INotifyChannel Of(ChannelSettings channel, Secret? secret, TimeProvider real) => channel switch
    {
        ChannelSettings.Webhook webhook => new WebhookChannel(webhook, secret, real),
        ChannelSettings.Telegram telegram => new TelegramChannel(telegram, secret!),
        ChannelSettings.Discord discord => new DiscordChannel(discord, secret!),
        ChannelSettings.Mail mail => new MailChannel(mail, secret),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

/// <summary>The answer to opening channels. Closed: <see cref="Opened"/> or <see cref="Refused"/>.</summary>
public abstract record ChannelOpening
{
    private ChannelOpening()
    {
    }

    /// <summary>All are open.</summary>
    public sealed record Opened(ImmutableArray<OpenChannel> Channels) : ChannelOpening;

    /// <summary>One is not.</summary>
    /// <param name="Channel">Which.</param>
    /// <param name="Why">Which secret it lacks, and where to put it.</param>
    public sealed record Refused(string Channel, Reason Why) : ChannelOpening;
}
