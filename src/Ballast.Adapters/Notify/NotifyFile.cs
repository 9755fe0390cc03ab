using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Notify;

/// <summary>The settings file as it is written, before anything in it is judged.</summary>
internal sealed record NotifyFile
{
    public required ImmutableArray<NotifyFileChannel> Channels { get; init; }

    public string? Digest { get; init; }

    public NotifyFileQuiet? Quiet { get; init; }

    private static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        PropertyNameCaseInsensitive = false,
        NumberHandling = JsonNumberHandling.Strict,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <exception cref="JsonException">It is not such a file.</exception>
    public static NotifyFile Parse(byte[] utf8) =>
        JsonSerializer.Deserialize<NotifyFile>(utf8, Options) ?? throw new JsonException("there is nothing in it");

    /// <summary>What is wrong, without the names of this program's types.</summary>
    public static string Words(JsonException wrong)
    {
        string path = wrong.Path is { Length: > 0 } written ? written : "$";
        string line = wrong.LineNumber is { } number
            ? string.Create(CultureInfo.InvariantCulture, $" (line {number + 1})")
            : "";
        string what = wrong.Message switch
        {
            var text when text.Contains("Duplicate property", StringComparison.Ordinal) => "is there twice",
            var text when text.Contains("could not be mapped", StringComparison.Ordinal) => "is not a field",
            var text when text.Contains("missing required", StringComparison.Ordinal) =>
                "lacks " + text[(text.IndexOf(':', StringComparison.Ordinal) + 2)..].TrimEnd('.'),
            var text when text.Contains("could not be converted", StringComparison.Ordinal)
                || text.Contains("null", StringComparison.Ordinal) => "has a value of the wrong kind",
            _ => "is not JSON here",
        };
        return $"{path} {what}{line}";
    }
}

/// <summary>One channel as written; which fields it takes depends on its kind.</summary>
internal sealed record NotifyFileChannel
{
    public required string Kind { get; init; }

    public string? Name { get; init; }

    public Severity From { get; init; } = Severity.Info;

    public NotifyNetwork Network { get; init; }

    public string? Url { get; init; }

    public string? Secret { get; init; }

    public string? Token { get; init; }

    public string? Chat { get; init; }

    public string? Api { get; init; }

    public string? Host { get; init; }

    public int? Port { get; init; }

    public MailSecurity? Security { get; init; }

    public string? User { get; init; }

    public string? Password { get; init; }

    public string? Sender { get; init; }

    public ImmutableArray<string> To { get; init; } = [];

    /// <summary>The fields that are written beside those that every kind has.</summary>
    public IEnumerable<string> Written() => new (string Name, bool IsThere)[]
    {
        ("network", Network != NotifyNetwork.Public), ("url", Url is not null), ("secret", Secret is not null),
        ("token", Token is not null), ("chat", Chat is not null), ("api", Api is not null), ("host", Host is not null),
        ("port", Port is not null), ("security", Security is not null), ("user", User is not null),
        ("password", Password is not null), ("sender", Sender is not null), ("to", !To.IsEmpty),
    }.Where(field => field.IsThere).Select(field => field.Name);
}

/// <summary>Quiet hours as written.</summary>
internal sealed record NotifyFileQuiet
{
    public required string From { get; init; }

    public required string To { get; init; }

    public required string Zone { get; init; }
}
