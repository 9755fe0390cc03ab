using Ballast.Engine.Ports;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Ballast.Server.Problems;

/// <summary>A journal that takes nothing, such as on a full disk, is no bug: it is answered, and logged in one
/// line.</summary>
internal sealed partial class JournalRefusal : IExceptionHandler
{
    private readonly ILogger<JournalRefusal> log;

    /// <summary>Logs to a log.</summary>
    public JournalRefusal(ILogger<JournalRefusal> log) => this.log = log;

    /// <inheritdoc/>
    public async ValueTask<bool> TryHandleAsync(
        HttpContext context, Exception exception, CancellationToken cancellation)
    {
        if (exception is not JournalUnavailableException unavailable)
        {
            return false;
        }

        Refused(log, context.Request.Method, context.Request.Path, unavailable.Message);
        await Problem.Unavailable("journal-unavailable", $"{unavailable.Message}; nothing was changed")
            .ExecuteAsync(context);
        return true;
    }

    [LoggerMessage(LogLevel.Warning, "{Method} {Path} was not done: {Cause}")]
    private static partial void Refused(ILogger log, string method, string path, string cause);
}
