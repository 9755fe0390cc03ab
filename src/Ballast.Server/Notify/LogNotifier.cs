using Ballast.Core;
using Ballast.Engine.Ports;
using Microsoft.Extensions.Logging;

namespace Ballast.Server.Notify;

/// <summary>Tells the owner through the log: the one channel that is always there.</summary>
internal sealed partial class LogNotifier
{
    // Nameless: what the owner is told names its subject itself.
    private const string Category = "";

    private readonly ILogger log;

    /// <summary>Writes to a log.</summary>
    public LogNotifier(ILoggerFactory logs) => log = logs.CreateLogger(Category);

    /// <summary>Writes a message.</summary>
    public void Write(Severity severity, Reason message)
    {
        LogLevel level = severity switch
        {
            Severity.Info => LogLevel.Information,
            Severity.Warning => LogLevel.Warning,
            Severity.Urgent => LogLevel.Error,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        Tell(level, message.Code, message.Sentence);
    }

    [LoggerMessage(Message = "{Code}: {Sentence}")]
    private partial void Tell(LogLevel level, string code, string sentence);
}
