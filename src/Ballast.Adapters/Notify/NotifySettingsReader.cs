using System.Collections.Immutable;
using System.Net.Mail;
using System.Text.Json;
using Ballast.Adapters.Secrets;
using Ballast.Core.Policies;
using NodaTime;
using NodaTime.Text;

namespace Ballast.Adapters.Notify;

/// <summary>Reads who is told: JSON with comments, strict like a policy; it names secrets and has none.</summary>
public static class NotifySettingsReader
{
    private const int MostChannels = 16;
    private const int SubmissionPort = 587;
    private static readonly Uri TelegramApi = new("https://api.telegram.org");
    private static readonly LocalTimePattern TimeOfDay = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    private static readonly ImmutableSortedDictionary<string, ImmutableArray<string>> FieldsOf =
        new Dictionary<string, ImmutableArray<string>>
        {
            ["webhook"] = ["url", "secret", "network"],
            ["telegram"] = ["token", "chat", "api", "network"],
            ["discord"] = ["url", "network"],
            ["email"] = ["host", "port", "security", "user", "password", "sender", "to"],
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>Reads the settings of a data directory; a directory without a file tells nobody.</summary>
    public static NotifySettingsReading ReadFrom(string dataDirectory)
    {
        string path = Path.Combine(dataDirectory, NotifySettings.FileName);
        try
        {
            if (!File.Exists(path))
            {
                return new NotifySettingsReading.Read(NotifySettings.None);
            }

            NotifySettingsReading reading = Read(File.ReadAllBytes(path));
            return reading is NotifySettingsReading.Refused refused
                ? new NotifySettingsReading.Refused($"{path}: {refused.Cause}")
                : reading;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return new NotifySettingsReading.Refused($"{path} cannot be read: {unreadable.Message.TrimEnd('.')}");
        }
    }

    /// <summary>Reads a file's content.</summary>
    public static NotifySettingsReading Read(byte[] utf8)
    {
        try
        {
            return new NotifySettingsReading.Read(Judge(NotifyFile.Parse(utf8)));
        }
        catch (JsonException wrong)
        {
            return new NotifySettingsReading.Refused(NotifyFile.Words(wrong));
        }
        catch (FormatException wrong)
        {
            return new NotifySettingsReading.Refused(wrong.Message);
        }
    }

    private static NotifySettings Judge(NotifyFile file)
    {
        if (file.Channels.Length is 0 or > MostChannels)
        {
            throw new FormatException($"$.channels has {file.Channels.Length} items; 1 to {MostChannels} are allowed");
        }

        ImmutableArray<ChannelSettings> channels =
            [.. file.Channels.Select((channel, i) => Channel(channel, $"$.channels[{i}]"))];
        return channels.GroupBy(channel => channel.Name).FirstOrDefault(same => same.Count() > 1) is { } twice
            ? throw new FormatException($"$.channels: two are called \"{twice.Key}\"; give each a name of its own")
            : new NotifySettings
            {
                Channels = channels,
                Digest = file.Digest is { } digest ? Span(digest) : NotifySettings.UsualDigest,
                Quiet = file.Quiet is { } quiet ? Quiet(quiet) : null,
            };
    }

    private static ChannelSettings Channel(NotifyFileChannel written, string at)
    {
        if (!FieldsOf.TryGetValue(written.Kind, out ImmutableArray<string> allowed))
        {
            throw new FormatException($"{at}.kind is \"{written.Kind}\"; {string.Join(", ", FieldsOf.Keys)} are known");
        }

        if (written.Written().FirstOrDefault(field => !allowed.Contains(field)) is { } strange)
        {
            throw new FormatException(
                $"{at}.{strange} is not a field of {written.Kind}, which takes {string.Join(", ", allowed)}");
        }

        string name = written.Name is { Length: > 0 } given ? given : written.Kind;
        return written.Kind switch
        {
            "webhook" => new ChannelSettings.Webhook(
                name, written.From, Web(written.Url, $"{at}.url"),
                written.Secret is { } secret ? Name(secret, $"{at}.secret") : null, written.Network),
            "telegram" => new ChannelSettings.Telegram(name, written.From)
            {
                Token = Name(written.Token, $"{at}.token"),
                Chat = Text(written.Chat, $"{at}.chat"),
                Api = written.Api is { } api ? Web(api, $"{at}.api") : TelegramApi,
                Network = written.Network,
            },
            "discord" => new ChannelSettings.Discord(
                name, written.From, Name(written.Url, $"{at}.url"), written.Network),
            _ => Mail(written, name, at),
        };
    }

    private static ChannelSettings.Mail Mail(NotifyFileChannel written, string name, string at)
    {
        ChannelSettings.Mail mail = new(name, written.From)
        {
            Host = Text(written.Host, $"{at}.host"),
            Port = written.Port ?? SubmissionPort,
            Security = written.Security ?? MailSecurity.StartTls,
            User = written.User,
            Password = written.Password is { } password ? Name(password, $"{at}.password") : null,
            Sender = Address(written.Sender, $"{at}.sender"),
            To = [.. written.To.Select((receiver, i) => Address(receiver, $"{at}.to[{i}]"))],
        };
        return mail switch
        {
            { Port: < 1 or > ushort.MaxValue } => throw new FormatException($"{at}.port is {mail.Port}; 1 to 65535"),
            { To.IsEmpty: true } => throw new FormatException($"{at}.to names nobody"),
            _ when mail.User is null != mail.Password is null =>
                throw new FormatException($"{at} needs user and password together, or neither"),
            { Security: MailSecurity.None, Password: not null } =>
                throw new FormatException($"{at}.security is none: a password is not sent in the clear; use startTls"),
            _ => mail,
        };
    }

    private static QuietHours Quiet(NotifyFileQuiet written)
    {
        LocalTime from = Clock(written.From, "$.quiet.from");
        LocalTime to = Clock(written.To, "$.quiet.to");
        DateTimeZone zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(written.Zone) ?? throw new FormatException(
            $"$.quiet.zone is \"{written.Zone}\"; an IANA name such as Europe/Berlin is wanted");
        return from == to
            ? throw new FormatException("$.quiet begins and ends at the same time")
            : new QuietHours(from, to, zone);
    }

    private static Duration Span(string text) => PolicyDuration.TryParse(text, out Duration span)
        && span <= Duration.FromDays(7)
            ? span
            : throw new FormatException($"$.digest is \"{text}\"; a span such as 30m or 1h, up to 7d, is wanted");

    private static LocalTime Clock(string text, string at) =>
        TimeOfDay.Parse(text) is { Success: true, Value: var time }
            ? time
            : throw new FormatException($"{at} is \"{text}\"; a time of day such as 22:00 is wanted");

    private static Uri Web(string? text, string at) =>
        Uri.TryCreate(Text(text, at), UriKind.Absolute, out Uri? url) && NotifySettings.IsWeb(url)
            && url.UserInfo.Length == 0
                ? url
                : throw new FormatException(
                    $"{at} must be an address that begins with https:// or http://, without a name or password in it");

    private static SecretName Name(string? text, string at) => SecretName.IsOne(Text(text, at))
        ? new SecretName(text!)
        : throw new FormatException(
            $"{at} names a secret: lower-case letters, digits and hyphens; the secret itself is set with "
            + "'ballast keys set NAME'");

    private static string Address(string? text, string at) => MailAddress.TryCreate(Text(text, at), out _)
        ? text!
        : throw new FormatException($"{at} is \"{text}\"; a mail address is wanted");

    private static string Text(string? text, string at) =>
        text is { Length: > 0 } ? text : throw new FormatException($"{at} is missing");
}
