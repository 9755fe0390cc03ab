using System.CommandLine;
using System.Text.Json.Nodes;
using Ballast.Cli.Client;
using Ballast.Cli.Frame;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;
using Ballast.Engine;
using Ballast.Server.Features.Prices;
using Spectre.Console;

namespace Ballast.Cli.Commands.Running;

/// <summary><c>price confirm</c>: a person's word for a price that jumped further than a single source is
/// believed.</summary>
internal sealed class PriceCommands
{
    private const string Actor = "cli";

    private readonly ServerOptions server = new();

    private readonly Argument<string> asset = new("asset") { Description = "Its symbol, such as BTC." };

    private readonly Argument<string> price = new("price")
    {
        Description = "What it is worth, in the portfolio's quote currency.",
    };

    private readonly Option<string> portfolio = new("--portfolio")
    {
        Description = "Whose decisions it is for.",
        HelpName = "name",
        Required = true,
    };

    private readonly Option<string> reason = new("--reason")
    {
        Description = "Why, for the journal.",
        HelpName = "text",
        DefaultValueFactory = static _ => "confirmed on the command line",
    };

    private PriceCommands()
    {
    }

    /// <summary>The commands.</summary>
    public static Command Create(Surroundings surroundings)
    {
        PriceCommands prices = new();
        Command confirm = new(
            "confirm", "Vouch for a price that was refused as a jump; the next quotes are judged by it.");
        confirm.Add(prices.asset);
        confirm.Add(prices.price);
        prices.server.AddTo(confirm);
        confirm.Add(prices.portfolio);
        confirm.Add(prices.reason);
        return new Command("price", "Prices that need a person.") { confirm.Runs(surroundings, prices.RunAsync) };
    }

    private async Task<ExitCode> RunAsync(ParseResult arguments, CommandOutput output, CancellationToken cancellation)
    {
        string symbol = arguments.GetValue(asset)!;
        string number = arguments.GetValue(price)!;
        string name = arguments.GetValue(portfolio)!;
        if (!Asset.IsValid(symbol) || !PortfolioId.IsValid(name))
        {
            return output.Fail(
                ExitCode.BadInput, $"'{symbol}' or '{name}' is not a name", "see 'ballast status' for names");
        }

        if (!CanonicalDecimal.TryParse(number, out decimal value) || value <= 0m)
        {
            return output.Fail(ExitCode.BadInput, $"'{number}' is not a price", "write it plainly, such as 0.1605");
        }

        PriceConfirmation word = new()
        {
            Portfolio = new PortfolioId(name),
            Asset = new Asset(symbol),
            Price = new Price(value),
            Actor = Actor,
            Why = new Reason("price-confirmed", arguments.GetValue(reason)!),
        };
        using ServerClient? client = await server.FindAsync(arguments, cancellation);
        ExitCode ended = client is null
            ? await OfflineChange.WriteAsync(
                server.DirectoryOf(arguments), engine => engine.ConfirmPriceAsync(word, cancellation), output,
                cancellation)
            : await OnlineAsync(client, word, output, cancellation);
        return ended == ExitCode.Done ? Say(word, output) : ended;
    }

    private static async Task<ExitCode> OnlineAsync(
        ServerClient client, PriceConfirmation word, CommandOutput output, CancellationToken cancellation)
    {
        PriceWish wish = new() { Asset = word.Asset, Price = word.Price, Reason = word.Why.Sentence, Actor = Actor };
        return await OnlineChange.SendAsync(
            client, $"api/v1/portfolios/{word.Portfolio}/prices", wish, output, cancellation);
    }

    private static ExitCode Say(PriceConfirmation word, CommandOutput output)
    {
        output.Result(
            new JsonObject
            {
                ["outcome"] = "confirmed",
                ["portfolio"] = word.Portfolio.Value,
                ["asset"] = word.Asset.Symbol,
                ["price"] = word.Price.ToString(),
            },
            console => console.MarkupLineInterpolated(
                $"confirmed: {word.Asset} at {word.Price} for {word.Portfolio}; quotes near it count again"));
        return ExitCode.Done;
    }
}
