using System.Text.Json.Nodes;
using Ballast.Cli.Client;

namespace Ballast.Cli.Commands.Health;

/// <summary>Looks, with a running server, at what stands between portfolios and real money.</summary>
internal static class LiveChecks
{
    /// <summary>
    /// Lets the server inspect the accounts of real money, which goes on record, and shows the conditions; nothing
    /// where no server runs or all money is paper.
    /// </summary>
    public static async Task<IReadOnlyList<Symptom>> LookAsync(string directory, CancellationToken cancellation)
    {
        using ServerClient? client = await ServerClient.FindAsync(directory, cancellation).ConfigureAwait(false);
        if (client is null)
        {
            return [];
        }

        foreach (string account in Portfolios(await ReadAsync(client, cancellation).ConfigureAwait(false))
            .SelectMany(portfolio => portfolio["accounts"] as JsonArray ?? [])
            .Select(name => name!.GetValue<string>())
            .Distinct(StringComparer.Ordinal))
        {
            await client.PostAsync($"api/v1/accounts/{account}/inspections", new { }, cancellation)
                .ConfigureAwait(false);
        }

        return [.. Portfolios(await ReadAsync(client, cancellation).ConfigureAwait(false)).Select(Of)];
    }

    private static Task<ServerReply> ReadAsync(ServerClient client, CancellationToken cancellation) =>
        client.GetAsync("api/v1/portfolios", cancellation);

    private static IEnumerable<JsonObject> Portfolios(ServerReply reply) =>
        ((reply as ServerReply.Done)?.Document["items"] as JsonArray ?? []).OfType<JsonObject>()
            .Where(portfolio => portfolio["live"] is JsonObject);

    private static Symptom Of(JsonObject portfolio)
    {
        JsonObject[] checks = [.. portfolio["live"]!["items"]!.AsArray().OfType<JsonObject>()];
        JsonObject[] missing = [.. checks.Where(check => check["state"]!.GetValue<string>() == "missing")];
        string name = $"real money: {portfolio["id"]}";
        return missing.Length == 0
            ? Symptom.Well(name, $"all {checks.Length} conditions are met")
            : Symptom.Doubtful(
                name,
                string.Join("\n", missing.Select(check => check["finding"]!.GetValue<string>())),
                missing[0]["cure"]!.GetValue<string>());
    }
}
