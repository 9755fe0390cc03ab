using System.CommandLine;
using System.Text.Json.Nodes;
using Ballast.Cli.Client;
using Ballast.Cli.Commands.Running;
using Ballast.Cli.Frame;
using Ballast.Core;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Engine;
using Ballast.Engine.Journal;
using Ballast.Server.Features.GoingLive;
using Spectre.Console;

namespace Ballast.Cli.Commands.Owner;

/// <summary><c>live waive</c>: a person's typed word that rules may trade real money without their trial.</summary>
internal sealed class LiveCommands
{
    private const string Actor = "cli";

    private readonly ServerOptions server = new();

    private readonly Option<string> portfolio = new("--portfolio")
    {
        Description = "Whose rules, as they are now.",
        HelpName = "name",
        Required = true,
    };

    private readonly Option<string> phrase = new("--phrase")
    {
        Description = "\"trade NAME without its trial\", letter by letter.",
        HelpName = "text",
        Required = true,
    };

    private LiveCommands()
    {
    }

    /// <summary>The commands.</summary>
    public static Command Create(Surroundings surroundings)
    {
        LiveCommands live = new();
        Command waive = new(
            "waive",
            "Let a portfolio's rules trade real money without having run their trial; kept on record for ever.");
        live.server.AddTo(waive);
        waive.Add(live.portfolio);
        waive.Add(live.phrase);
        return new Command("live", "The way to real money; 'status' and 'doctor' show how far it is.")
        {
            waive.Runs(surroundings, live.WaiveAsync),
        };
    }

    private async Task<ExitCode> WaiveAsync(ParseResult arguments, CommandOutput output, CancellationToken cancellation)
    {
        string name = arguments.GetValue(portfolio)!;
        if (!PortfolioId.IsValid(name))
        {
            return output.Fail(ExitCode.BadInput, $"'{name}' is not a name", "see 'ballast status' for names");
        }

        PortfolioId id = new(name);
        string typed = arguments.GetValue(phrase)!;
        using ServerClient? client = await server.FindAsync(arguments, cancellation);
        ExitCode ended = client is not null
            ? await OnlineChange.SendAsync(
                client,
                $"api/v1/portfolios/{id}/trial-waivers",
                new WaiverWish { Phrase = typed, Actor = Actor },
                output,
                cancellation)
            : await OfflineChange.WriteAsync(
                server.DirectoryOf(arguments),
                engine => WaiveAsync(engine, id, typed, cancellation),
                output,
                cancellation);
        if (ended == ExitCode.Done)
        {
            output.Result(
                new JsonObject { ["outcome"] = "waived", ["portfolio"] = id.Value },
                console => console.WriteLine($"waived: the rules of {id} need no trial; any other rules do"));
        }

        return ended;
    }

    private static async Task<ChangeOutcome> WaiveAsync(
        PortfolioEngine engine, PortfolioId id, string typed, CancellationToken cancellation) =>
        engine.Find(id) is { } view
            ? await engine.WaiveTrialAsync(
                id,
                new JournalEvent.TrialWaived(PolicyWriter.RulesHash(view.Policy), Actor, typed),
                cancellation)
            : new ChangeOutcome.Refused(new Reason("no-such-portfolio", $"there is no portfolio {id}"));
}
