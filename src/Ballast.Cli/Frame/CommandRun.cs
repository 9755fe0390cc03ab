using System.CommandLine;

namespace Ballast.Cli.Frame;

/// <summary>What a command does, given its arguments and its output.</summary>
internal delegate Task<ExitCode> CommandBody(
    ParseResult arguments, CommandOutput output, CancellationToken cancellation);

/// <summary>Binds a command to what it does, and answers what it did not foresee.</summary>
internal static class CommandRun
{
    /// <summary>The option that every command has.</summary>
    public const string JsonOption = "--json";

    /// <summary>The hidden option that shows where an unforeseen error came from.</summary>
    public const string TraceOption = "--trace";

    /// <summary>Sets what a command does.</summary>
    public static Command Runs(this Command command, Surroundings surroundings, CommandBody body)
    {
        command.SetAction(async (arguments, cancellation) =>
            (int)await AnswerAsync(arguments, surroundings, body, cancellation).ConfigureAwait(false));
        return command;
    }

    /// <summary>Sets what a command does that has nothing to wait for.</summary>
    public static Command Runs(
        this Command command, Surroundings surroundings, Func<ParseResult, CommandOutput, ExitCode> body) =>
        command.Runs(surroundings, (arguments, output, _) => Task.FromResult(body(arguments, output)));

    private static async Task<ExitCode> AnswerAsync(
        ParseResult arguments, Surroundings surroundings, CommandBody body, CancellationToken cancellation)
    {
        OutputForm form = arguments.GetValue<bool>(JsonOption) ? OutputForm.Json : OutputForm.Tables;
        CommandOutput output = new(surroundings, form);
        try
        {
            return await body(arguments, output, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return output.Fail(ExitCode.Interrupted, "stopped before it was done", "run it again to finish");
        }
        catch (Exception bug)
        {
            if (StoreFailure.Of(bug) is { } failure)
            {
                Trace(arguments, output, bug);
                return output.Fail(ExitCode.Refused, failure.Cause, failure.WayOut);
            }

            // The last line of defence: a mistake of ours must say that it is one and end with a code, not with a dump.
            Trace(arguments, output, bug);
            return output.Fail(
                ExitCode.Refused,
                $"this is a mistake in Ballast, not in your input: {bug.GetType().Name}: {bug.Message.TrimEnd('.')}",
                $"run it again with {TraceOption} and report what it prints");
        }
    }

    private static void Trace(ParseResult arguments, CommandOutput output, Exception exception)
    {
        if (arguments.GetValue<bool>(TraceOption))
        {
            output.Surroundings.Error.WriteLine(exception);
        }
    }
}
