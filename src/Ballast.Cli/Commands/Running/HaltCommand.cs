using System.CommandLine;
using System.Text.Json.Nodes;
using Ballast.Cli.Client;
using Ballast.Cli.Frame;
using Ballast.Core;
using Ballast.Core.Portfolios;
using Ballast.Server.Features.Halts;
using Spectre.Console;

namespace Ballast.Cli.Commands.Running;

/// <summary><c>halt</c>: asked of the running server, or written into the journal where none runs.</summary>
internal sealed class HaltCommand
{
    private readonly HaltOptions options = new();

    private HaltCommand()
    {
    }

    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        HaltCommand halt = new();
        Command command = new("halt", "Stop sending orders now; resting orders are cancelled. Survives restarts.");
        halt.options.AddTo(command);
        return command.Runs(surroundings, halt.RunAsync);
    }

    private async Task<ExitCode> RunAsync(ParseResult arguments, CommandOutput output, CancellationToken cancellation)
    {
        if (options.Fault(arguments) is { } fault)
        {
            return output.Fail(ExitCode.BadInput, fault, "see 'ballast status' for names");
        }

        HaltWish wish = options.WishOf(arguments);
        string directory = options.Server.DirectoryOf(arguments);
        using ServerClient? client = await options.Server.FindAsync(arguments, cancellation);
        ExitCode ended = client is not null
            ? await OnlineChange.SendAsync(client, "api/v1/halt", wish, output, cancellation)
            : await OfflineChange.WriteAsync(
                directory,
                engine => engine.HaltAsync(
                    wish.Portfolio is { } name ? new PortfolioId(name) : null,
                    HaltOptions.Actor,
                    new Reason("halt-asked", wish.Reason!),
                    cancellation),
                output,
                cancellation);
        return ended == ExitCode.Done ? Say(client?.Address.ToString() ?? directory, wish, output) : ended;
    }

    private static ExitCode Say(string where, HaltWish wish, CommandOutput output)
    {
        string what = wish.Portfolio ?? "all portfolios";
        output.Result(
            new JsonObject { ["outcome"] = "halted", ["portfolio"] = wish.Portfolio, ["where"] = where },
            console => console.MarkupLineInterpolated($"halted: {what} ({where})"));
        return ExitCode.Done;
    }
}
