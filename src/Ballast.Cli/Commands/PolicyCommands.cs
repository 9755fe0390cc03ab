using System.CommandLine;
using Ballast.Cli.Frame;
using Ballast.Core.Policies;
using Ballast.Core.Targets.Moving;

namespace Ballast.Cli.Commands;

/// <summary><c>policy</c>: check a file, print the schema, print the default.</summary>
internal static class PolicyCommands
{
    /// <summary>The command with its parts.</summary>
    public static Command Create(Surroundings surroundings)
    {
        Command schema = new("schema", "Print the JSON Schema of policy files, for editors.");
        Command reference = new("reference", "Print every field with its bounds and default, as Markdown.");
        Command external = new(
            "external-schema", "Print the JSON Schema of what a program of yours says of a target.");
        Command shipped = new("show-default", "Print the policy that runs without one: a start for your own.");
        return new Command("policy", "Check policy files and print what they may say.")
        {
            PolicyCheckCommand.Create(surroundings),
            schema.Runs(surroundings, (_, output) => Print(output, PolicySchema.Text())),
            reference.Runs(surroundings, (_, output) => Print(output, PolicyReference.Markdown())),
            external.Runs(surroundings, (_, output) => Print(output, ExternalDocumentFormat.Schema())),
            shipped.Runs(surroundings, ShowDefault),
        };
    }

    private static ExitCode ShowDefault(ParseResult arguments, CommandOutput output)
    {
        if (output.Form == OutputForm.Tables)
        {
            return Print(output, DefaultPolicy.Text);
        }

        output.Result(PolicyWriter.Readable(DefaultPolicy.Policy), _ => { });
        return ExitCode.Done;
    }

    private static ExitCode Print(CommandOutput output, string text)
    {
        output.Verbatim(text);
        return ExitCode.Done;
    }
}
