using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Ballast.Adapters.Stores.Sqlite;
using Ballast.Cli.Client;
using Ballast.Cli.Commands.Serving;
using Ballast.Cli.Frame;
using Ballast.Engine.Ports;
using Ballast.Server.Features.Journal;
using Ballast.Server.Wire;
using Spectre.Console;

namespace Ballast.Cli.Commands.Running;

/// <summary><c>journal read</c>, <c>journal verify</c> and <c>backup</c>: they work beside a running server
/// too.</summary>
internal static class JournalCommands
{
    private const int Chunk = 500;

    /// <summary>The command <c>journal</c> with its parts.</summary>
    public static Command Create(Surroundings surroundings) =>
        new("journal", "Read and verify the log of everything that happened.")
        {
            Read(surroundings),
            Verify(surroundings),
        };

    /// <summary>The command <c>backup</c>.</summary>
    public static Command CreateBackup(Surroundings surroundings)
    {
        Option<string?> data = DataOption.Create();
        Argument<string> file = new("file") { Description = "Where the copy goes; it must not exist yet." };
        Command command = new("backup", "Copy the journal, consistent at one moment, while the server runs or not.")
        {
            data, file,
        };
        return command.Runs(surroundings, (arguments, output) => WithReader(arguments, data, output, reader =>
        {
            string target = Path.GetFullPath(arguments.GetRequiredValue(file));
            if (Path.Exists(target))
            {
                return output.Fail(ExitCode.BadInput, $"{target} exists already", "name a file that does not exist");
            }

            if (!Directory.Exists(Path.GetDirectoryName(target)))
            {
                return output.Fail(
                    ExitCode.BadInput, $"there is no directory for {target}", "make it first, or name another file");
            }

            reader.BackUp(target);
            JournalIntegrity integrity = new SqliteJournalReader(target).Verify(CancellationToken.None);
            if (integrity is JournalIntegrity.Damaged)
            {
                // A copy of damage is no backup, and nobody should find it one day and take it for one.
                File.Delete(target);
                return Judge(DirectoryOf(arguments, data), integrity, output);
            }

            return Judge(target, integrity, output);
        }));
    }

    private static Command Read(Surroundings surroundings)
    {
        Option<string?> data = DataOption.Create();
        Option<string?> after = new("--after") { Description = "Begin after this entry.", HelpName = "number" };
        Option<string?> limit = new("--limit") { Description = "At most so many entries.", HelpName = "number" };
        Command command = new("read", "Print entries, a line each; with --json one JSON document a line.")
        {
            data, after, limit,
        };
        return command.Runs(surroundings, (arguments, output) =>
        {
            if (!TryRead(arguments.GetValue(after), 0, out long first)
                || !TryRead(arguments.GetValue(limit), long.MaxValue, out long most))
            {
                return output.Fail(
                    ExitCode.BadInput,
                    "--after and --limit take whole numbers, zero or more",
                    "see 'ballast journal read --help'");
            }

            return WithReader(arguments, data, output, reader => Print(reader, first, most, output));
        });
    }

    private static bool TryRead(string? word, long otherwise, out long number)
    {
        number = otherwise;
        return word is null || long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private static Command Verify(Surroundings surroundings)
    {
        Option<string?> data = DataOption.Create();
        Command command = new("verify", "Check the file, the numbering and the chain of hashes.") { data };
        return command.Runs(surroundings, (arguments, output) => WithReader(arguments, data, output, reader =>
            Judge(DirectoryOf(arguments, data), reader.Verify(CancellationToken.None), output)));
    }

    private static ExitCode WithReader(
        ParseResult arguments, Option<string?> data, CommandOutput output, Func<SqliteJournalReader, ExitCode> body)
    {
        switch (JournalFile.Find(DirectoryOf(arguments, data)))
        {
            case JournalFinding.Missing missing:
                return output.Fail(ExitCode.BadInput, missing.Cause, missing.WayOut);
            case JournalFinding.Unreadable unreadable:
                return output.Fail(ExitCode.Refused, unreadable.Cause, unreadable.WayOut);
            case JournalFinding.There { File: var file }:
                return body(new SqliteJournalReader(file));
            default:
                throw new UnreachableException();
        }
    }

    private static ExitCode Print(SqliteJournalReader reader, long after, long limit, CommandOutput output)
    {
        long left = limit;
        while (left > 0)
        {
            IReadOnlyList<StoredEntry> page = reader.Read(after, (int)Math.Min(left, Chunk));
            foreach (StoredEntry entry in page)
            {
                output.Surroundings.Out.WriteLine(Line(entry, output.Form));
                after = entry.Sequence;
            }

            left = page.Count < Chunk ? 0 : left - page.Count;
        }

        return ExitCode.Done;
    }

    private static string Line(StoredEntry entry, OutputForm form) => form == OutputForm.Json
        ? JsonSerializer.Serialize(JournalItem.Of(entry), WireJson.Options)
        : $"{entry.Sequence,8} {Live.Figures.Time(entry.Entry.At)} {entry.Entry.Portfolio,-12} {entry.Entry.Kind,-20} "
            + entry.Entry.Payload;

    private static ExitCode Judge(string where, JournalIntegrity integrity, CommandOutput output)
    {
        switch (integrity)
        {
            case JournalIntegrity.Sound sound:
                output.Result(
                    new { where, sound = true, entries = sound.Entries, headHash = sound.HeadHash },
                    console => console.MarkupLineInterpolated(
                        $"{where}: sound, {sound.Entries} entries, head {sound.HeadHash}"));
                return ExitCode.Done;
            case JournalIntegrity.Damaged damaged:
                output.Result(
                    new { where, sound = false, firstBadSequence = damaged.FirstBadSequence, what = damaged.What },
                    _ => { });
                return output.Fail(
                    ExitCode.Refused, $"{where}: {damaged.What}", "restore a backup before anything trades");
            default:
                throw new UnreachableException();
        }
    }

    private static string DirectoryOf(ParseResult arguments, Option<string?> data) =>
        DataOption.PathOf(arguments, data);
}
