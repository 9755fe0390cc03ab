using System.Diagnostics;
using Ballast.Cli.Client;
using Ballast.Cli.Frame;
using Ballast.Engine;
using Ballast.Server.Installations;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ballast.Cli.Commands.Running;

/// <summary>What a journal says while no server runs, for commands that only show it.</summary>
internal static class JournalAtRest
{
    /// <summary>Loads it and shows it, or says why it cannot be read.</summary>
    public static async Task<ExitCode> ShowAsync(
        string directory, Func<PortfolioEngine, ExitCode> show, CommandOutput output, CancellationToken cancellation)
    {
        switch (JournalFile.Find(directory))
        {
            case JournalFinding.Missing missing:
                return output.Fail(ExitCode.BadInput, missing.Cause, missing.WayOut);
            case JournalFinding.Unreadable unreadable:
                return output.Fail(ExitCode.Refused, unreadable.Cause, unreadable.WayOut);
            case JournalFinding.There:
                break;
            default:
                throw new UnreachableException();
        }

        await using PortfolioEngine engine =
            JournalAlone.ToLookAt(directory, output.Surroundings.Time, NullLoggerFactory.Instance);
        return await engine.LoadAsync(cancellation) is StartOutcome.Refused refused
            ? output.Fail(ExitCode.Refused, refused.Why.Sentence, refused.WayOut)
            : show(engine);
    }
}
