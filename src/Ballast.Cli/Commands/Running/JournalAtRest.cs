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
    public static Task<ExitCode> ShowAsync(
        string directory, Func<PortfolioEngine, ExitCode> show, CommandOutput output, CancellationToken cancellation) =>
        JournalFile.WhereThereAsync(directory, output, async () =>
        {
            await using PortfolioEngine engine =
                JournalAlone.ToLookAt(directory, output.Surroundings.Time, NullLoggerFactory.Instance);
            return await engine.LoadAsync(cancellation) is StartOutcome.Refused refused
                ? output.Fail(ExitCode.Refused, refused.Why.Sentence, refused.WayOut)
                : show(engine);
        });
}
