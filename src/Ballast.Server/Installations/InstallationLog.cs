using Microsoft.Extensions.Logging;

namespace Ballast.Server.Installations;

/// <summary>What an installation logs.</summary>
internal static partial class InstallationLog
{
    [LoggerMessage(1, LogLevel.Warning, "{Sentence}")]
    public static partial void RecordingEnded(ILogger log, string sentence);
}
