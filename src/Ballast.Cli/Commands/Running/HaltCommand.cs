using System.CommandLine;
using System.Text.Json.Nodes;
using Ballast.Cli.Client;
using Ballast.Cli.Frame;
using Ballast.Core;
using Ballast.Core.Portfolios;
using Ballast.Engine;
using Ballast.Server.Features.Halts;
using Spectre.Console;

namespace Ballast.Cli.Commands.Running;

/// <summary><c>halt</c> and <c>resume</c>: asked of the running server, or written into the journal where none
/// runs.</summary>
internal sealed class HaltCommand
{
    private const string Actor = "cli";

    private readonly ServerOptions server = new();
    private readonly HaltKind kind;

    private readonly Option<string?> portfolio = new("--portfolio")
    {
        Description = "Only this portfolio. Default: all.",
        HelpName = "name",
    };

    private readonly Option<string> reason = new("--reason")
    {
        Description = "Why, for the journal.",
        HelpName = "text",
        DefaultValueFactory = static _ => "asked on the command line",
    };

    private HaltCommand(HaltKind kind) => this.kind = kind;

    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings, HaltKind kind)
    {
        HaltCommand halt = new(kind);
        Command command = kind == HaltKind.Halt
            ? new Command("halt", "Stop sending orders now; resting orders are cancelled. Survives restarts.")
            : new Command("resume", "Allow sending again and close a latched breaker.");
        halt.server.AddTo(command);
        command.Add(halt.portfolio);
        command.Add(halt.reason);
        return command.Runs(surroundings, halt.RunAsync);
    }

    private async Task<ExitCode> RunAsync(ParseResult arguments, CommandOutput output, CancellationToken cancellation)
    {
        HaltWish wish = new()
        {
            Portfolio = arguments.GetValue(portfolio),
            Reason = arguments.GetValue(reason),
            Actor = Actor,
        };
        if (wish.Portfolio is { } name && !PortfolioId.IsValid(name))
        {
            return output.Fail(
                ExitCode.BadInput, $"'{name}' is not a portfolio name", "see 'ballast status' for names");
        }

        string path = kind == HaltKind.Halt ? "api/v1/halt" : "api/v1/resume";
        using ServerClient? client = await server.FindAsync(arguments, cancellation);
        ExitCode ended = client is not null
            ? await OnlineChange.SendAsync(client, path, wish, output, cancellation)
            : await OfflineChange.WriteAsync(
                server.DirectoryOf(arguments), engine => WriteAsync(engine, wish, cancellation), output, cancellation);
        return ended == ExitCode.Done
            ? Say(client?.Address.ToString() ?? server.DirectoryOf(arguments), wish, output)
            : ended;
    }

    private Task<ChangeOutcome> WriteAsync(PortfolioEngine engine, HaltWish wish, CancellationToken cancellation)
    {
        PortfolioId? named = wish.Portfolio is { } name ? new PortfolioId(name) : null;
        return kind == HaltKind.Halt
            ? engine.HaltAsync(named, Actor, new Reason("halt-asked", wish.Reason!), cancellation)
            : engine.ResumeAsync(named, Actor, new Reason("resume-asked", wish.Reason!), cancellation);
    }

    private ExitCode Say(string where, HaltWish wish, CommandOutput output)
    {
        string done = kind == HaltKind.Halt ? "halted" : "resumed";
        string what = wish.Portfolio ?? "all portfolios";
        output.Result(
            new JsonObject { ["outcome"] = done, ["portfolio"] = wish.Portfolio, ["where"] = where },
            console => console.MarkupLineInterpolated($"{done}: {what} ({where})"));
        return ExitCode.Done;
    }
}

/// <summary>Which of the two.</summary>
internal enum HaltKind
{
    /// <summary>Stop.</summary>
    Halt = 0,

    /// <summary>Go on.</summary>
    Resume = 1,
}
