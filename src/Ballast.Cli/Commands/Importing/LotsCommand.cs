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
using Ballast.Server.Features.Portfolios;
using Ballast.Server.Wire;

namespace Ballast.Cli.Commands.Importing;

/// <summary><c>lots</c>: what holdings cost, from a running server, or from the journal where none runs.</summary>
internal sealed class LotsCommand
{
    private const string Status = "see 'ballast status'";
    private const string NameOne = "name one with --portfolio";

    private readonly ServerOptions server = new();

    private readonly Option<string?> portfolio = new("--portfolio")
    {
        Description = "Which portfolio. May be left out where there is only one.",
        HelpName = "name",
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
        string? name = arguments.GetValue(portfolio);
        if ((name is not null && !PortfolioId.IsValid(name))
            || LotsReply.MethodOf(arguments.GetValue(method)) is not { } chosen)
        {
            return output.Fail(
                ExitCode.BadInput,
                $"'{name}' is not a portfolio's name, or '{arguments.GetValue(method)}' not a method",
                "see 'ballast lots --help'");
        }

        OnlyPortfolio? named = name is null ? null : new OnlyPortfolio.Found(new PortfolioId(name));
        using ServerClient? client = await server.FindAsync(arguments, cancellation);
        return client is not null
            ? await OnlineAsync(client, (named, chosen), output, cancellation)
            : await JournalAtRest.ShowAsync(
                server.DirectoryOf(arguments),
                engine => Offline(engine, (named, chosen), output),
                output,
                cancellation);
    }

    private static async Task<ExitCode> OnlineAsync(
        ServerClient client, (OnlyPortfolio? Named, LotMethod Method) asked, CommandOutput output,
        CancellationToken cancellation)
    {
        if (asked.Named is OnlyPortfolio.Found { Id: var id })
        {
            return Answer(
                await client.GetAsync($"api/v1/portfolios/{id}/lots?method={asked.Method}", cancellation),
                document => Show(document, output),
                output);
        }

        if (asked.Named is OnlyPortfolio.NotOne { Why: var why })
        {
            return output.Fail(ExitCode.Refused, why.Sentence, Status);
        }

        ServerReply reply = await client.GetAsync("api/v1/portfolios", cancellation);
        return reply is ServerReply.Done { Document: var all }
            ? await OnlineAsync(client, (OnlyPortfolio.Among(Names(all), NameOne), asked.Method), output, cancellation)
            : Answer(reply, _ => throw new UnreachableException(), output);
    }

    private static PortfolioId[] Names(JsonObject listing) =>
        [.. (listing["items"] as JsonArray ?? []).Select(item => new PortfolioId(item!["id"]!.GetValue<string>()))];

    private static ExitCode Answer(ServerReply reply, Func<JsonObject, ExitCode> show, CommandOutput output) =>
        reply switch
        {
            ServerReply.Unreachable silent =>
                output.Fail(ExitCode.Refused, silent.Cause, "check --url, or start 'ballast serve'"),
            ServerReply.Refused refused => output.Fail(ExitCode.Refused, refused.Detail, Status),
            ServerReply.Done { Document: var document } => show(document),
            _ => throw new UnreachableException(),
        };

    private static ExitCode Offline(
        PortfolioEngine engine, (OnlyPortfolio? Named, LotMethod Method) asked, CommandOutput output)
    {
        OnlyPortfolio meant = asked.Named
            ?? OnlyPortfolio.Among([.. engine.View.Portfolios.Select(view => view.Id)], NameOne);
        return meant switch
        {
            OnlyPortfolio.NotOne { Why: var why } => output.Fail(ExitCode.Refused, why.Sentence, Status),
            OnlyPortfolio.Found { Id: var id } => Answer(id, engine.LotsOf(id, asked.Method), output),
            _ => throw new UnreachableException(),
        };
    }

    private static ExitCode Answer(PortfolioId id, LotAnswer answer, CommandOutput output) => answer switch
    {
        LotAnswer.Refused refused => output.Fail(ExitCode.Refused, refused.Why.Sentence, Status),
        LotAnswer.Known known => Show(
            (JsonObject)JsonSerializer.SerializeToNode(LotsReply.Of(id, known.Sheet), WireJson.Options)!, output),
        _ => throw new UnreachableException(),
    };

    private static ExitCode Show(JsonObject document, CommandOutput output)
    {
        output.Result(document, console => LotTables.Show(console, document));
        return ExitCode.Done;
    }
}
