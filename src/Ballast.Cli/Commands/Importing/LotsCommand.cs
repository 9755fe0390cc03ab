using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ballast.Cli.Client;
using Ballast.Cli.Commands.Running;
using Ballast.Cli.Frame;
using Ballast.Cli.Tables;
using Ballast.Core.Lots;
using Ballast.Core.Portfolios;
using Ballast.Engine;
using Ballast.Engine.Lots;
using Ballast.Server.Features.Lots;
using Ballast.Server.Wire;

namespace Ballast.Cli.Commands.Importing;

/// <summary><c>lots</c>: what holdings cost, from a running server, or from the journal where none runs.</summary>
internal sealed class LotsCommand
{
    private readonly ServerOptions server = new();

    private readonly Option<string> portfolio = new("--portfolio")
    {
        Description = "Which portfolio. Default: core.",
        HelpName = "name",
        DefaultValueFactory = static _ => "core",
    };

    private readonly Option<string> method = new("--method")
    {
        Description = "Which units went first: the oldest, the newest, the dearest. Default: fifo.",
        HelpName = "fifo|lifo|hifo",
        DefaultValueFactory = static _ => "fifo",
    };

    private LotsCommand()
    {
    }

    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        LotsCommand lots = new();
        Command command = new("lots", "Show what holdings cost and what they gained, as far as trades are known.")
        {
            lots.portfolio, lots.method,
        };
        lots.server.AddTo(command);
        return command.Runs(surroundings, lots.RunAsync);
    }

    private async Task<ExitCode> RunAsync(ParseResult arguments, CommandOutput output, CancellationToken cancellation)
    {
        string name = arguments.GetValue(portfolio)!;
        if (!PortfolioId.IsValid(name) || LotsReply.MethodOf(arguments.GetValue(method)) is not { } chosen)
        {
            return output.Fail(
                ExitCode.BadInput,
                $"'{name}' is not a portfolio's name, or '{arguments.GetValue(method)}' not a method",
                "see 'ballast lots --help'");
        }

        using ServerClient? client = await server.FindAsync(arguments, cancellation);
        return client is not null
            ? await OnlineAsync(client, (name, chosen), output, cancellation)
            : await JournalAtRest.ShowAsync(
                server.DirectoryOf(arguments),
                engine => Offline(engine, (new PortfolioId(name), chosen), output),
                output,
                cancellation);
    }

    private static async Task<ExitCode> OnlineAsync(
        ServerClient client, (string Portfolio, LotMethod Method) asked, CommandOutput output,
        CancellationToken cancellation)
    {
        string address = $"api/v1/portfolios/{asked.Portfolio}/lots?method={asked.Method}";
        return await client.GetAsync(address, cancellation) switch
        {
            ServerReply.Unreachable silent =>
                output.Fail(ExitCode.Refused, silent.Cause, "check --url, or start 'ballast serve'"),
            ServerReply.Refused refused => output.Fail(ExitCode.Refused, refused.Detail, "see 'ballast status'"),
            ServerReply.Done { Document: var document } => Show(document, output),
            _ => throw new UnreachableException(),
        };
    }

    private static ExitCode Offline(
        PortfolioEngine engine, (PortfolioId Portfolio, LotMethod Method) asked, CommandOutput output) =>
        engine.LotsOf(asked.Portfolio, asked.Method) switch
        {
            LotAnswer.Refused refused => output.Fail(ExitCode.Refused, refused.Why.Sentence, "see 'ballast status'"),
            LotAnswer.Known known => Show(
                (JsonObject)JsonSerializer.SerializeToNode(
                    LotsReply.Of(asked.Portfolio, known.Sheet), WireJson.Options)!,
                output),
            _ => throw new UnreachableException(),
        };

    private static ExitCode Show(JsonObject document, CommandOutput output)
    {
        output.Result(document, console => LotTables.Show(console, document));
        return ExitCode.Done;
    }
}
