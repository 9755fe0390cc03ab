using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ballast.Adapters.Stores.Sqlite;
using Ballast.Cli.Client;
using Ballast.Cli.Frame;
using Ballast.Cli.Tables;
using Ballast.Engine;
using Ballast.Server.Features.Portfolios;
using Ballast.Server.Installations;
using Ballast.Server.Wire;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ballast.Cli.Commands.Running;

/// <summary><c>status</c>: what the portfolios do, from a running server, or from the journal where none
/// runs.</summary>
internal static class StatusCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        ServerOptions server = new();
        Command command = new("status", "Show every portfolio: value, weights against bands, last decision, halts.");
        server.AddTo(command);
        return command.Runs(surroundings, async (arguments, output, cancellation) =>
        {
            using ServerClient? client = await server.FindAsync(arguments, cancellation);
            return client is not null
                ? await OnlineAsync(client, output, cancellation)
                : await OfflineAsync(server.DirectoryOf(arguments), output, cancellation);
        });
    }

    private static async Task<ExitCode> OnlineAsync(
        ServerClient client, CommandOutput output, CancellationToken cancellation)
    {
        ServerReply reply = await client.GetAsync("api/v1/portfolios", cancellation);
        if (reply is ServerReply.Refused refused)
        {
            return output.Fail(
                ExitCode.Refused, $"{client.Address}: {refused.Detail}", "check --url, or start 'ballast serve'");
        }

        JsonArray items = ((ServerReply.Done)reply).Document["items"]!.AsArray();
        foreach (JsonObject item in items.OfType<JsonObject>())
        {
            string address = $"api/v1/portfolios/{item["id"]!.GetValue<string>()}/snapshot";
            item["snapshot"] =
                await client.GetAsync(address, cancellation) is ServerReply.Done done ? done.Document : null;
        }

        return Show(client.Address, items, output);
    }

    private static async Task<ExitCode> OfflineAsync(
        string directory, CommandOutput output, CancellationToken cancellation)
    {
        if (!File.Exists(DataDirectory.JournalFileIn(directory)))
        {
            return output.Fail(ExitCode.BadInput, $"there is no journal in {directory}", "name another with --data");
        }

        await using PortfolioEngine engine =
            JournalAlone.ToLookAt(directory, output.Surroundings.Time, NullLoggerFactory.Instance);
        if (await engine.LoadAsync(cancellation) is StartOutcome.Refused refused)
        {
            return output.Fail(ExitCode.Refused, refused.Why.Sentence, "restore a backup of the journal");
        }

        JsonArray items = [.. engine.View.Portfolios.Select(view =>
            JsonSerializer.SerializeToNode(PortfolioItem.Of(view), WireJson.Options))];
        output.Note($"ballast: no server runs on {directory}; this is what its journal says");
        return Show(null, items, output);
    }

    private static ExitCode Show(Uri? server, JsonArray items, CommandOutput output)
    {
        output.Result(
            new JsonObject { ["server"] = server?.ToString(), ["items"] = items.DeepClone() },
            console => StatusTables.Show(console, items));
        return ExitCode.Done;
    }
}
