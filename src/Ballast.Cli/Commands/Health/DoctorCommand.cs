using System.Collections.Immutable;
using System.CommandLine;
using Ballast.Cli.Commands.Serving;
using Ballast.Cli.Frame;
using Ballast.Server.Hosting;
using Spectre.Console;

namespace Ballast.Cli.Commands.Health;

/// <summary><c>doctor</c>: whether this machine can run Ballast, and what to do where it cannot.</summary>
internal static class DoctorCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        Option<string?> data = DataOption.Create();
        Option<string?> policy = new("--policy")
        {
            Description = "The policy file that serve would be started with. Default: what the journal keeps.",
            HelpName = "file",
        };
        Option<string?> accounts = new("--accounts")
        {
            Description = "File of connected accounts. Default: accounts.jsonc in the data directory.",
            HelpName = "file",
        };
        Option<bool> exchanges = new("--exchanges")
        {
            Description = "Say of each exchange behind the bridge whether orders may be sent there, and why.",
        };
        Option<int> port = new("--port")
        {
            Description = "The port that serve would listen on.",
            DefaultValueFactory = _ => ListenAddress.DefaultPort,
        };
        port.Validators.Add(result =>
        {
            if (result.GetValue(port) is < 0 or > ushort.MaxValue)
            {
                result.AddError("--port takes a number from 0 to 65535");
            }
        });
        Command command = new(
            "doctor",
            "Check this machine, the data directory, its journal, the port, the channels, accounts and the policies.")
        {
            data, policy, accounts, exchanges, port,
        };
        return command.Runs(surroundings, async (arguments, output, cancellation) =>
        {
            string directory = DataOption.PathOf(arguments, data);
            Symptom journal = DirectoryChecks.Journal(directory, cancellation);
            ImmutableArray<Symptom> symptoms =
            [
                MachineChecks.Runtime(),
                MachineChecks.Sqlite(),
                MachineChecks.Clock(surroundings.Time),
                DirectoryChecks.Writable(directory),
                DirectoryChecks.Space(directory),
                journal,
                await ServingChecks.PortAsync(arguments.GetValue(port), directory, cancellation).ConfigureAwait(false),
                ServingChecks.Notices(directory, surroundings.Time),
                .. await ConnectionChecks
                    .OfAsync(directory, arguments.GetValue(accounts), surroundings.Time, cancellation)
                    .ConfigureAwait(false),
                .. arguments.GetValue(exchanges)
                    ? await ExchangeChecks.OfAsync(surroundings.Time, cancellation).ConfigureAwait(false)
                    : [],
                .. await PolicyChecks
                    .OfAsync(directory, arguments.GetValue(policy), journal, surroundings, cancellation)
                    .ConfigureAwait(false),
                .. await LiveChecks.LookAsync(directory, cancellation).ConfigureAwait(false),
            ];
            return Report(symptoms, output);
        });
    }

    private static ExitCode Report(ImmutableArray<Symptom> symptoms, CommandOutput output)
    {
        int failed = symptoms.Count(symptom => symptom.Status == HealthStatus.Failed);
        output.Result(new { healthy = failed == 0, checks = symptoms }, console => Show(console, symptoms));
        return failed == 0
            ? ExitCode.Done
            : output.Fail(
                ExitCode.Refused,
                failed == 1 ? "1 check failed" : $"{failed} checks failed",
                symptoms.First(symptom => symptom.Status == HealthStatus.Failed).Advice);
    }

    private static void Show(IAnsiConsole console, ImmutableArray<Symptom> symptoms)
    {
        Table table = new Table().Border(TableBorder.Rounded)
            .AddColumn("Check")
            .AddColumn("Status")
            .AddColumn("Finding");
        foreach (Symptom symptom in symptoms)
        {
            string advice = symptom.Advice.Length > 0 ? $"\n→ {symptom.Advice}" : "";
            table.AddRow(new Text(symptom.Check), Word(symptom.Status), new Text(symptom.Finding + advice));
        }

        console.Write(table);
    }

    private static Markup Word(HealthStatus status) => status switch
    {
        HealthStatus.Ok => new Markup("[green]ok[/]"),
        HealthStatus.Warning => new Markup("[yellow]warning[/]"),
        HealthStatus.Failed => new Markup("[red]failed[/]"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
