using Microsoft.Extensions.Logging;

namespace Ballast.Server.Installations;

/// <summary>What a start asks for.</summary>
public sealed record InstallationSettings
{
    /// <summary>Where everything is kept.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Where the policy comes from.</summary>
    public required PolicySource Policy { get; init; }

    /// <summary>Where prices and fills come from; <see langword="null"/> goes on with what the directory was begun
    /// with.</summary>
    public required MarketChoice? Market { get; init; }

    /// <summary>The machine's clock.</summary>
    public required TimeProvider Real { get; init; }

    /// <summary>A server, or one pass.</summary>
    public InstallationPace Pace { get; init; }

    /// <summary>Where the engine's and the server's messages go.</summary>
    public required ILoggerFactory Logs { get; init; }
}

/// <summary>How an installation is used.</summary>
public enum InstallationPace
{
    /// <summary>Until it is stopped.</summary>
    Server = 0,

    /// <summary>One pass; a market inside this process moves on by an hour, because no time passes between two calls of
    /// cron.</summary>
    SinglePass = 1,
}
