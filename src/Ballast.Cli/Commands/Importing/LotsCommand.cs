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
using Ballast.Server.Installations;
using Ballast.Server.Wire;
using Microsoft.Extensions.Logging.Abstractions;

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
            : await OfflineAsync(server.DirectoryOf(arguments), (new PortfolioId(name), chosen), output, cancellation);
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

    private static async Task<ExitCode> OfflineAsync(
        string directory, (PortfolioId Portfolio, LotMethod Method) asked, CommandOutput output,
        CancellationToken cancellation)
    {
        switch (JournalFile.Find(directory))
        {
            case JournalFinding.Missing missing:
                return output.Fail(ExitCode.BadInput, missing.Cause, missing.WayOut);
            case JournalFinding.Unreadable unreadable:
                return output.Fail(ExitCode.Refused, unreadable.Cause, unreadable.WayOut);
            case JournalFinding.There:
                break;
            default:
                throw new UnreachableException();
        }

        await using PortfolioEngine engine =
            JournalAlone.ToLookAt(directory, output.Surroundings.Time, NullLoggerFactory.Instance);
        if (await engine.LoadAsync(cancellation) is StartOutcome.Refused damaged)
        {
            return output.Fail(ExitCode.Refused, damaged.Why.Sentence, damaged.WayOut);
        }

        return engine.LotsOf(asked.Portfolio, asked.Method) switch
        {
            LotAnswer.Refused refused => output.Fail(ExitCode.Refused, refused.Why.Sentence, "see 'ballast status'"),
            LotAnswer.Known known => Show(
                (JsonObject)JsonSerializer.SerializeToNode(
                    LotsReply.Of(asked.Portfolio, known.Sheet), WireJson.Options)!,
                output),
            _ => throw new UnreachableException(),
        };
    }

    private static ExitCode Show(JsonObject document, CommandOutput output)
    {
        output.Result(document, console => LotTables.Show(console, document));
        return ExitCode.Done;
    }
}
