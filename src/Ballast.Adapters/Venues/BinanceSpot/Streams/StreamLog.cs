using Microsoft.Extensions.Logging;

namespace Ballast.Adapters.Venues.BinanceSpot.Streams;

/// <summary>What streams log.</summary>
internal static partial class StreamLog
{
    [LoggerMessage(1, LogLevel.Warning,
        "the stream of {Symbol} has been silent for {Seconds:0.0} s while its book went on: it is opened anew, and "
        + "REST is asked meanwhile")]
    public static partial void Silent(ILogger log, string symbol, double seconds);

    [LoggerMessage(2, LogLevel.Information,
        "the stream of {Symbol} has a gap: its book is read anew, and REST is asked meanwhile")]
    public static partial void Gap(ILogger log, string symbol);

    [LoggerMessage(3, LogLevel.Warning, "a message of a stream cannot be read, it is opened anew: {What}")]
    public static partial void Unreadable(ILogger log, string what);

    [LoggerMessage(4, LogLevel.Warning, "a stream was refused ({Code}): {Words}; REST is asked instead")]
    public static partial void Refused(ILogger log, int code, string words);
}
