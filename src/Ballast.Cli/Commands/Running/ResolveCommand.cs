using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Ballast.Cli.Client;
using Ballast.Cli.Frame;
using Ballast.Core.Portfolios;
using Ballast.Engine;
using Ballast.Server.Features.Portfolios;
using Ballast.Server.Features.Resolutions;
using Spectre.Console;

namespace Ballast.Cli.Commands.Running;

/// <summary><c>resolve</c>: a person's word where nothing proves what happened, given to the running server or written
/// into the journal where none runs.</summary>
internal sealed class ResolveCommand
{
    private const string Actor = "cli";

    private readonly ServerOptions server = new();
    private readonly ResolutionKind kind;

    private readonly Option<string?> portfolio = new("--portfolio")
    {
        Description = "Which portfolio. May be left out where there is only one.",
        HelpName = "name",
    };

    private readonly Option<string> reason = new("--reason")
    {
        Description = "What you saw and where, for the journal.",
        HelpName = "text",
        Required = true,
    };

    private readonly Option<ChangeKind?> meaning = new("--as")
    {
        Description = "flow: a deposit or withdrawal. gain: the holding's own return. income: yield, funding, airdrop.",
        HelpName = "flow|gain|income",
        Required = true,
    };

    private readonly Argument<string> order = new("id")
    {
        Description = "The order's id, as 'ballast status' shows it.",
    };

    private ResolveCommand(ResolutionKind kind) => this.kind = kind;

    /// <summary>The command with its parts.</summary>
    public static Command Create(Surroundings surroundings) =>
        new("resolve", "Say what happened where nothing proves it; the word goes into the journal with who and why.")
        {
            Part(surroundings, ResolutionKind.Order, "order",
                "An order in quarantine is over: the balances say what it did, and its asset is traded again."),
            Part(surroundings, ResolutionKind.Change, "change",
                "What a balance change was that no record explains; lifts the halt it caused and books it."),
        };

    private static Command Part(Surroundings surroundings, ResolutionKind kind, string name, string description)
    {
        ResolveCommand resolve = new(kind);
        Command command = new(name, description);
        if (kind == ResolutionKind.Order)
        {
            command.Add(resolve.order);
        }

        if (kind == ResolutionKind.Change)
        {
            command.Add(resolve.meaning);
        }

        command.Add(resolve.reason);
        command.Add(resolve.portfolio);
        resolve.server.AddTo(command);
        return command.Runs(surroundings, resolve.RunAsync);
    }

    private async Task<ExitCode> RunAsync(ParseResult arguments, CommandOutput output, CancellationToken cancellation)
    {
        ResolutionWish wish = new()
        {
            Kind = kind,
            Portfolio = arguments.GetValue(portfolio),
            Order = kind == ResolutionKind.Order ? arguments.GetValue(order) : null,
            As = kind == ResolutionKind.Change ? arguments.GetValue(meaning) : null,
            Reason = arguments.GetRequiredValue(reason),
            Actor = Actor,
        };
        if (wish.Portfolio is { } name && !PortfolioId.IsValid(name))
        {
            return output.Fail(
                ExitCode.BadInput, $"'{name}' is not a portfolio name", "see 'ballast status' for names");
        }

        if (wish.Fault() is { } fault)
        {
            return output.Fail(ExitCode.BadInput, fault, "see 'ballast status' for what waits");
        }

        using ServerClient? client = await server.FindAsync(arguments, cancellation);
        ExitCode ended = client is not null
            ? await OnlineChange.SendAsync(client, "api/v1/resolutions", wish, output, cancellation)
            : await OfflineChange.WriteAsync(
                server.DirectoryOf(arguments), engine => ApplyAsync(engine, wish, cancellation), output, cancellation);
        return ended == ExitCode.Done
            ? Say(client?.Address.ToString() ?? server.DirectoryOf(arguments), wish, output)
            : ended;
    }

    private static async Task<ChangeOutcome> ApplyAsync(
        PortfolioEngine engine, ResolutionWish wish, CancellationToken cancellation)
    {
        OnlyPortfolio meant = wish.Portfolio is { } name
            ? new OnlyPortfolio.Found(new PortfolioId(name))
            : OnlyPortfolio.Among([.. engine.View.Portfolios.Select(view => view.Id)], "name one with --portfolio");
        return meant switch
        {
            OnlyPortfolio.Found { Id: var id } => await wish.ApplyAsync(engine, id, Actor, cancellation),
            OnlyPortfolio.NotOne { Why: var why } => new ChangeOutcome.Refused(why),
            _ => throw new UnreachableException(),
        };
    }

    private static ExitCode Say(string where, ResolutionWish wish, CommandOutput output)
    {
        string what = wish.Kind switch
        {
            ResolutionKind.Order => $"order {wish.Order}",
            ResolutionKind.Change => $"change as {wish.As.ToString()!.ToLowerInvariant()}",
            _ => throw new UnreachableException(),
        };
        output.Result(
            new JsonObject { ["outcome"] = "resolved", ["what"] = what, ["where"] = where },
            console => console.MarkupLineInterpolated($"resolved: {what} ({where})"));
        return ExitCode.Done;
    }
}
