using System.Collections.Immutable;
using NodaTime;

namespace Ballast.Adapters.Notify;

/// <summary>Who is told, and when.</summary>
public sealed record NotifySettings
{
    /// <summary>The file's name in the data directory.</summary>
    public const string FileName = "notify.jsonc";

    /// <summary>How long what is not urgent is collected.</summary>
    public static Duration UsualDigest { get; } = Duration.FromHours(1);

    /// <summary>Nobody is told anything but the log.</summary>
    public static NotifySettings None { get; } = new() { Channels = [], Digest = UsualDigest, Quiet = null };

    /// <summary>The ways to reach the owner.</summary>
    public required ImmutableArray<ChannelSettings> Channels { get; init; }

    /// <summary>What is not urgent is collected so long and sent together; zero sends it at once.</summary>
    public required Duration Digest { get; init; }

    /// <summary>When only what is urgent is sent; <see langword="null"/> for never.</summary>
    public required QuietHours? Quiet { get; init; }

    /// <summary>Whether an address is one of the web.</summary>
    internal static bool IsWeb(Uri address) =>
        address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp;
}
