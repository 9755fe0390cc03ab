using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Ballast.Cli.Commands;
using Ballast.Cli.Commands.Health;
using Ballast.Cli.Commands.Importing;
using Ballast.Cli.Commands.Optimizing;
using Ballast.Cli.Commands.Owner;
using Ballast.Cli.Commands.Planning;
using Ballast.Cli.Commands.Pulling;
using Ballast.Cli.Commands.Running;
using Ballast.Cli.Commands.Serving;
using Ballast.Cli.Commands.Sweeping;

namespace Ballast.Cli.Frame;

/// <summary>The command line: every command, and what is said to a command line that makes no sense.</summary>
internal static class BallastProgram
{
    private const int WidestHelp = 120;

    // What was asked to stop settles what it has begun and says so; after that it is ended without a word.
    private static readonly TimeSpan LongestEnding = TimeSpan.FromSeconds(10);

    /// <summary>Runs one command.</summary>
    /// <returns>The exit code, see <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments, Surroundings surroundings, CancellationToken cancellation)
    {
        ParserConfiguration parser = new() { ResponseFileTokenReplacer = null };
        RootCommand root = Root(surroundings);
        ParseResult parsed = root.Parse(arguments.Count == 0 ? ["--help"] : arguments, parser);
        if (parsed.Action is ParseErrorAction)
        {
            CommandOutput output = new(surroundings, OutputForm.Tables);
            string causes = string.Join("; ", Causes(parsed));
            return (int)output.Fail(ExitCode.BadInput, causes, $"see '{PathOf(parsed.CommandResult)} --help'");
        }

        InvocationConfiguration invocation = new()
        {
            Output = surroundings.Out,
            Error = surroundings.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = LongestEnding,
        };
        return await parsed.InvokeAsync(invocation, cancellation).ConfigureAwait(false);
    }

    /// <summary>A command that is not known is reported twice; the second time says only that one is missing.</summary>
    private static IEnumerable<string> Causes(ParseResult parsed)
    {
        string[] causes = [.. parsed.Errors.Select(error => error.Message.TrimEnd('.')).Distinct()];
        return parsed.UnmatchedTokens.Count == 0 || causes.Length == 1
            ? causes
            : causes.Where(cause => !cause.StartsWith("Required command", StringComparison.Ordinal));
    }

    private static RootCommand Root(Surroundings surroundings)
    {
        RootCommand root = new("Keeps a portfolio on target: watches, decides, plans, trades and explains.");
        root.Add(new Option<bool>(CommandRun.JsonOption)
        {
            Description = "Print the result as JSON and nothing else.",
            Recursive = true,
        });
        root.Add(new Option<bool>(CommandRun.TraceOption) { Recursive = true, Hidden = true });
        foreach (Command command in Commands(surroundings))
        {
            root.Add(command);
        }

        foreach (HelpAction help in root.Options.Select(option => option.Action).OfType<HelpAction>())
        {
            help.MaxWidth = Math.Min(surroundings.Width, WidestHelp);
        }

        return root;
    }

    /// <summary>All commands, in the order of the help text; a new command is added here.</summary>
    private static IEnumerable<Command> Commands(Surroundings surroundings) =>
    [
        ServeCommand.Create(surroundings),
        RebalanceCommand.Create(surroundings),
        PolicyCommands.Create(surroundings),
        PlanCommand.Create(surroundings),
        DoctorCommand.Create(surroundings),
        PullCommands.Create(surroundings),
        BacktestCommand.Create(surroundings),
        SweepCommand.Create(surroundings),
        OptimizeCommand.Create(surroundings),
        StatusCommand.Create(surroundings),
        HaltCommand.Create(surroundings),
        ResumeCommand.Create(surroundings),
        ResolveCommand.Create(surroundings),
        PriceCommands.Create(surroundings),
        JournalCommands.Create(surroundings),
        JournalCommands.CreateBackup(surroundings),
        PaperCommand.Create(surroundings),
        KeysCommands.Create(surroundings),
        NotifyCommands.Create(surroundings),
        LiveCommands.Create(surroundings),
        AdoptCommand.Create(surroundings),
        ImportCommand.Create(surroundings),
        LotsCommand.Create(surroundings),
    ];

    private static string PathOf(CommandResult command) =>
        command.Parent is CommandResult parent ? $"{PathOf(parent)} {command.Command.Name}" : "ballast";
}
