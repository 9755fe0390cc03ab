using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using Ballast.Cli.Frame;
using Ballast.Cli.Tables;
using Ballast.Core.Policies;
using Spectre.Console;

namespace Ballast.Cli.Commands;

/// <summary><c>policy check F</c>: every error of a file, or what it means and what is unwise about it.</summary>
internal static class PolicyCheckCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        Argument<string> file = new("file") { Description = "The policy file, or - for standard input." };
        Command command = new(
            "check", "Check a policy file: all errors with their lines, or what it means and warnings.") { file };
        return command.Runs(surroundings, (arguments, output) => Check(arguments.GetRequiredValue(file), output));
    }

    private static ExitCode Check(string path, CommandOutput output) =>
        FileInput.Read(path, PolicyReader.LargestFileBytes, output.Surroundings) switch
        {
            FileReading.Failed failed => output.Fail(ExitCode.BadInput, failed.Cause, failed.WayOut),
            FileReading.Read file => Report(path, PolicyReader.Read(file.Content), output),
            _ => throw new UnreachableException(),
        };

    private static ExitCode Report(string path, PolicyReading reading, CommandOutput output)
    {
        switch (reading)
        {
            case PolicyReading.Read read:
                ImmutableArray<PolicyWarning> warnings = PolicyCheck.Of(read.Policy);
                output.Result(Document(path, read, warnings), console => PolicyTables.Show(console, read, warnings));
                return ExitCode.Done;
            case PolicyReading.Refused refused:
                output.Result(
                    new { file = path, valid = false, errors = refused.Errors },
                    console => PolicyTables.ShowErrors(console, path, refused.Errors));
                string count = refused.Errors.Length == 1 ? "1 error" : $"{refused.Errors.Length} errors";
                return output.Fail(ExitCode.BadInput, $"{path} is not a policy: {count}", "mend and check again");
            default:
                throw new UnreachableException();
        }
    }

    private static object Document(string path, PolicyReading.Read read, ImmutableArray<PolicyWarning> warnings) => new
    {
        file = path,
        valid = true,
        hash = read.Hash,
        policy = PolicyWriter.Readable(read.Policy),
        warnings = warnings.Select(warning => new
        {
            path = warning.Path,
            code = warning.Why.Code,
            sentence = warning.Why.Sentence,
            advice = warning.Advice,
        }),
        errors = Array.Empty<PolicyError>(),
    };
}
