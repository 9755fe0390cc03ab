using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ballast.Cli.Client;
using Ballast.Cli.Frame;
using Ballast.Cli.Tables;
using Ballast.Core;
using Ballast.Engine;
using Ballast.Engine.Views;
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
        switch (await client.GetAsync("api/v1/portfolios", cancellation))
        {
            case ServerReply.Unreachable silent:
                return output.Fail(ExitCode.Refused, silent.Cause, "check --url, or start 'ballast serve'");
            case ServerReply.Refused refused:
                return output.Fail(ExitCode.Refused, $"{client.Address}: {refused.Detail}", "check --url");
            case ServerReply.Done { Document: var document } when document["items"] is JsonArray items:
                await AddSnapshotsAsync(client, items, cancellation);
                return Show(client.Address, items, output);
            case ServerReply.Done:
                return output.Fail(
                    ExitCode.Refused,
                    $"{client.Address} answers, but not as a ballast of this version does",
                    "check --url");
            default:
                throw new UnreachableException();
        }
    }

    private static async Task AddSnapshotsAsync(ServerClient client, JsonArray items, CancellationToken cancellation)
    {
        foreach (JsonObject item in items.OfType<JsonObject>())
        {
            string address = $"api/v1/portfolios/{item["id"]}/snapshot";
            item["snapshot"] =
                await client.GetAsync(address, cancellation) is ServerReply.Done done ? done.Document : null;
        }
    }

    private static async Task<ExitCode> OfflineAsync(
        string directory, CommandOutput output, CancellationToken cancellation)
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
        if (await engine.LoadAsync(cancellation) is StartOutcome.Refused refused)
        {
            return output.Fail(ExitCode.Refused, refused.Why.Sentence, "restore a backup of the journal");
        }

        Reason why = new("no-server", $"no server runs on {directory}; this is what its journal says");
        JsonArray items = [.. engine.View.Portfolios.Select(view =>
            JsonSerializer.SerializeToNode(AtRest(view, why), WireJson.Options))];
        output.Note($"ballast: {why.Sentence}");
        return Show(null, items, output);
    }

    // Without a loop nothing recovers or trades, and the last value is the last that was written down.
    private static PortfolioItem AtRest(PortfolioView view, Reason why) => PortfolioItem.Of(view) with
    {
        Status = PortfolioStatus.Stopped,
        StatusWhy = why,
        Value = view.Performance is [.., { } last] ? last.Value : null,
    };

    private static ExitCode Show(Uri? server, JsonArray items, CommandOutput output)
    {
        output.Result(
            new JsonObject { ["server"] = server?.ToString(), ["items"] = items.DeepClone() },
            console => StatusTables.Show(console, items));
        return ExitCode.Done;
    }
}
