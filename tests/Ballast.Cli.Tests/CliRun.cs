using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Ballast.Cli.Frame;

namespace Ballast.Cli.Tests;

/// <summary>What one run of the command line in this process said and how it ended.</summary>
internal sealed record CliRun(int Code, string Out, string Error)
{
    private const int Columns = 100;

    /// <summary>Standard output as one JSON document; anything else beside it throws.</summary>
    public JsonNode Document() => JsonNode.Parse(Out)!;

    /// <summary>Runs a command.</summary>
    public static Task<CliRun> Of(params string[] arguments) => WithInput("", arguments);

    /// <summary>Runs a command that reads standard input.</summary>
    public static Task<CliRun> WithInput(string input, params string[] arguments) =>
        Run(input, TimeProvider.System, arguments, TestContext.Current.CancellationToken);

    /// <summary>Runs a command on a machine whose clock says something else.</summary>
    public static Task<CliRun> At(TimeProvider time, params string[] arguments) =>
        Run("", time, arguments, TestContext.Current.CancellationToken);

    /// <summary>Runs a command that is asked to stop (Ctrl-C, SIGTERM) before it has done anything.</summary>
    public static Task<CliRun> Interrupted(params string[] arguments) =>
        Run("", TimeProvider.System, arguments, new CancellationToken(canceled: true));

    private static async Task<CliRun> Run(
        string input, TimeProvider time, string[] arguments, CancellationToken cancellation)
    {
        using StringReader standardInput = new(input);
        using StringWriter output = new();
        using StringWriter error = new();
        int code = await BallastProgram.RunAsync(
            arguments,
            new Surroundings
            {
                In = standardInput,
                Out = output,
                Error = error,
                Time = time,
                Width = Columns,
                IsTerminal = false,
            },
            cancellation);
        return new CliRun(code, output.ToString(), error.ToString());
    }

    /// <summary>A file of the samples.</summary>
    public static string Sample(string name) => Path.GetFullPath(Path.Combine(Here(), "../../samples", name));

    /// <summary>Checks the contract of failures: nothing but one line on standard error, and the code.</summary>
    public void ShouldFail(int code, params string[] fragments)
    {
        Code.ShouldBe(code, Error);
        Error.TrimEnd().Split('\n').Length.ShouldBe(1, Error);
        Error.ShouldStartWith("ballast: ");
        Error.ShouldContain("; ", customMessage: "no way out is given");
        foreach (string fragment in fragments)
        {
            Error.ShouldContain(fragment);
        }
    }

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
