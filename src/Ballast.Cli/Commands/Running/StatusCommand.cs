using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ballast.Cli.Client;
using Ballast.Cli.Frame;
using Ballast.Cli.Tables;
using Ballast.Core;
using Ballast.Core.Reports.Shadows;
using Ballast.Engine;
using Ballast.Engine.Views;
using Ballast.Server.Features.Performance;
using Ballast.Server.Features.Portfolios;
using Ballast.Server.Installations;
using Ballast.Server.Wire;

namespace Ballast.Cli.Commands.Running;

/// <summary><c>status</c>: what the portfolios do, from a running server, or from the journal where none
/// runs.</summary>
internal static class StatusCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        ServerOptions server = new();
        Option<string?> books = new("--books")
        {
            Description = $"Compare with what these rules would have made of the same money, separated by commas, or "
                + $"'all': {BooksAsked.Names}. Default: hold.",
            HelpName = "names",
        };
        Command command = new("status", "Show every portfolio: value, weights against bands, last decision, halts.");
        server.AddTo(command);
        command.Add(books);
        return command.Runs(surroundings, async (arguments, output, cancellation) =>
        {
            if (BooksAsked.Read(arguments.GetValue(books)) is not BooksAsked.Known asked)
            {
                return output.Fail(
                    ExitCode.BadInput,
                    $"--books {arguments.GetValue(books)} names a book that is not kept",
                    $"name some of {BooksAsked.Names}, or 'all'");
            }

            string directory = server.DirectoryOf(arguments);
            using ServerClient? client = await server.FindAsync(arguments, cancellation);
            return client is not null
                ? await OnlineAsync(client, asked.Rules, output, cancellation)
                : await JournalAtRest.ShowAsync(
                    directory, engine => Offline(engine, directory, asked.Rules, output), output, cancellation);
        });
    }

    private static async Task<ExitCode> OnlineAsync(
        ServerClient client,
        IReadOnlyList<ShadowRule> rules,
        CommandOutput output,
        CancellationToken cancellation)
    {
        switch (await client.GetAsync("api/v1/portfolios", cancellation))
        {
            case ServerReply.Unreachable silent:
                return output.Fail(ExitCode.Refused, silent.Cause, "check --url, or start 'ballast serve'");
            case ServerReply.Refused refused:
                return output.Fail(ExitCode.Refused, $"{client.Address}: {refused.Detail}", "check --url");
            case ServerReply.Done { Document: var document } when document["items"] is JsonArray items:
                await AddDetailsAsync(client, rules, items, cancellation);
                JsonNode? market = await ReadAsync(client, "api/v1/market", cancellation);
                JsonNode? exposures = await ReadAsync(client, "api/v1/exposures", cancellation);
                return Show(client.Address, items, market, exposures?["items"] as JsonArray, output);
            case ServerReply.Done:
                return output.Fail(
                    ExitCode.Refused,
                    $"{client.Address} answers, but not as a ballast of this version does",
                    "check --url");
            default:
                throw new UnreachableException();
        }
    }

    private static async Task<JsonNode?> ReadAsync(
        ServerClient client, string address, CancellationToken cancellation) =>
        await client.GetAsync(address, cancellation) is ServerReply.Done done ? done.Document : null;

    private static async Task AddDetailsAsync(
        ServerClient client, IReadOnlyList<ShadowRule> rules, JsonArray items, CancellationToken cancellation)
    {
        string books = string.Join(',', rules.Select(ShadowRules.NameOf));
        foreach (JsonObject item in items.OfType<JsonObject>())
        {
            string address = $"api/v1/portfolios/{item["id"]}";
            item["snapshot"] =
                await client.GetAsync($"{address}/snapshot", cancellation) is ServerReply.Done done
                    ? done.Document : null;
            item["performance"] =
                await client.GetAsync($"{address}/performance?books={books}", cancellation) is ServerReply.Done told
                    ? WithoutValues(told.Document) : null;
        }
    }

    // A thousand values over time are for charts.
    private static JsonNode WithoutValues(JsonNode performance)
    {
        (performance as JsonObject)?.Remove("items");
        return performance;
    }

    private static ExitCode Offline(
        PortfolioEngine engine, string directory, IReadOnlyList<ShadowRule> rules, CommandOutput output)
    {
        Reason why = new("no-server", $"no server runs on {directory}; this is what its journal says");
        JsonArray items = [.. engine.View.Portfolios.Select(view => AtRest(view, rules, why))];
        output.Note($"ballast: {why.Sentence}");
        return Show(null, items, Accepted(directory), null, output);
    }

    // What a market was begun with is known without a server; a damaged record is the next start's to refuse.
    private static JsonObject? Accepted(string directory)
    {
        try
        {
            return ConnectedAccounts.AcceptedIn(directory) is { Count: > 0 } accepted
                ? new JsonObject { ["accepted"] = JsonSerializer.SerializeToNode(accepted, WireJson.Options) }
                : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    // Without a loop nothing recovers or trades, and the last value is the last that was written down.
    private static JsonNode AtRest(PortfolioView view, IReadOnlyList<ShadowRule> rules, Reason why)
    {
        PortfolioItem item = PortfolioItem.Of(view) with
        {
            Status = PortfolioStatus.Stopped,
            StatusWhy = why,
            Value = view.Performance is [.., { } last] ? last.Value : null,
        };
        JsonNode shown = JsonSerializer.SerializeToNode(item, WireJson.Options)!;
        shown["performance"] = WithoutValues(
            JsonSerializer.SerializeToNode(PerformanceReply.Of(view, rules), WireJson.Options)!);
        return shown;
    }

    private static ExitCode Show(
        Uri? server, JsonArray items, JsonNode? market, JsonArray? exposures, CommandOutput output)
    {
        output.Result(
            new JsonObject
            {
                ["server"] = server?.ToString(),
                ["market"] = market?.DeepClone(),
                ["items"] = items.DeepClone(),
                ["exposures"] = exposures?.DeepClone(),
            },
            console =>
            {
                StatusTables.Show(console, items, market);
                ExposureLines.Show(console, exposures);
            });
        return ExitCode.Done;
    }
}
