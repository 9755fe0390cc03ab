using Microsoft.Extensions.Logging;

namespace Ballast.Engine.Loops;

/// <summary>The engine's log messages.</summary>
internal static partial class EngineLog
{
    [LoggerMessage(1, LogLevel.Critical, "The loop of portfolio {Portfolio} has stopped; nothing more is sent for it")]
    public static partial void LoopStopped(ILogger log, string portfolio, Exception bug);

    [LoggerMessage(2, LogLevel.Critical, "The halt of portfolio {Portfolio} could not be journaled")]
    public static partial void HaltNotJournaled(ILogger log, string portfolio, Exception unavailable);
}
