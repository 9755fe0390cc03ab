using Ballast.Adapters.Stores.Sqlite;
using Ballast.Cli.Client;
using Ballast.Cli.Frame;
using Ballast.Engine;
using Ballast.Server.Installations;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ballast.Cli.Commands.Running;

/// <summary>A person's change written into the journal of a directory that no server holds.</summary>
internal static class OfflineChange
{
    /// <summary>Writes it.</summary>
    /// <returns><see cref="ExitCode.Done"/>, or the exit code of what was said to be in the way.</returns>
    public static Task<ExitCode> WriteAsync(
        string directory,
        Func<PortfolioEngine, Task<ChangeOutcome>> change,
        CommandOutput output,
        CancellationToken cancellation) => JournalFile.WhereThereAsync(
            directory, output, () => WriteThereAsync(directory, change, output, cancellation));

    private static async Task<ExitCode> WriteThereAsync(
        string directory,
        Func<PortfolioEngine, Task<ChangeOutcome>> change,
        CommandOutput output,
        CancellationToken cancellation)
    {
        DirectoryOutcome acquiring = DataDirectory.Acquire(directory);
        if (acquiring is DirectoryOutcome.Refused taken)
        {
            return output.Fail(
                ExitCode.Refused,
                taken.Why.Sentence,
                "where that one is a server that does not answer yet, try again or name its address with --url; "
                + "nothing was changed");
        }

        using DataDirectory held = ((DirectoryOutcome.Acquired)acquiring).Directory;
        JournalOpening opening = SqliteJournal.Open(held);
        if (opening is JournalOpening.Refused damaged)
        {
            return output.Fail(ExitCode.Refused, damaged.Why.Sentence, "see 'ballast journal verify'");
        }

        await using SqliteJournal journal = ((JournalOpening.Opened)opening).Journal;
        TimeProvider clock = await JournalClock.AfterAsync(
            journal, new SqliteJournalReader(held.JournalFile).Head().Sequence, output.Surroundings.Time, cancellation);
        await using PortfolioEngine engine = JournalAlone.Over(directory, journal, clock, NullLoggerFactory.Instance);
        if (await engine.LoadAsync(cancellation) is StartOutcome.Refused unfit)
        {
            return output.Fail(ExitCode.Refused, unfit.Why.Sentence, unfit.WayOut);
        }

        return await change(engine) is ChangeOutcome.Refused notDone
            ? output.Fail(ExitCode.Refused, notDone.Why.Sentence, "see 'ballast status'")
            : ExitCode.Done;
    }
}
