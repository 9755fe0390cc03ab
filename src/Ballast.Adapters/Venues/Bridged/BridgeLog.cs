using Microsoft.Extensions.Logging;

namespace Ballast.Adapters.Venues.Bridged;

/// <summary>What is logged about the bridge; lines of its own have had secrets taken out.</summary>
internal static partial class BridgeLog
{
    [LoggerMessage(1, LogLevel.Information, "The bridge has started as process {Process}")]
    public static partial void Started(ILogger log, int process);

    [LoggerMessage(2, LogLevel.Warning, "The bridge, process {Process}, has ended: {Why}")]
    public static partial void Ended(ILogger log, int process, string why);

    [LoggerMessage(3, LogLevel.Warning, "The bridge cannot be started: {Why}")]
    public static partial void NotStarted(ILogger log, string why);

    [LoggerMessage(4, LogLevel.Information, "The bridge says: {Line}")]
    public static partial void Said(ILogger log, string line);
}
