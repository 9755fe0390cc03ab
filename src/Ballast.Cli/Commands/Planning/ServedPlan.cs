using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Ballast.Cli.Client;
using Ballast.Cli.Commands.Running;
using Ballast.Cli.Frame;
using Ballast.Cli.Tables;
using Ballast.Server.Features.Plans;
using Spectre.Console;

namespace Ballast.Cli.Commands.Planning;

/// <summary>The plan that a running server would carry out if somebody asked now.</summary>
internal sealed class ServedPlan
{
    private readonly ServerOptions server = new();

    private readonly Option<string?> portfolio = new("--portfolio")
    {
        Description = "Which portfolio of the running server. May be left out where there is only one.",
        HelpName = "name",
    };

    /// <summary>Adds the options that say which server and which portfolio.</summary>
    public void AddTo(Command command)
    {
        server.AddTo(command);
        command.Add(portfolio);
    }

    /// <summary>Asks for it and shows it.</summary>
    public async Task<ExitCode> ShowAsync(
        ParseResult arguments, CommandOutput output, CancellationToken cancellation)
    {
        using ServerClient? client = await server.FindAsync(arguments, cancellation);
        if (client is null)
        {
            return output.Fail(
                ExitCode.BadInput,
                $"no server runs on {server.DirectoryOf(arguments)}",
                "start 'ballast serve', or give --holdings and --prices");
        }

        PlanWish wish = new() { Portfolio = arguments.GetValue(portfolio) };
        return await client.PostAsync("api/v1/plans", wish, cancellation) switch
        {
            ServerReply.Unreachable silent =>
                output.Fail(ExitCode.Refused, silent.Cause, "check --url, or start 'ballast serve'"),
            ServerReply.Refused refused => output.Fail(ExitCode.Refused, refused.Detail, "see 'ballast status'"),
            ServerReply.Done { Document: var document } => Show(document, output),
            _ => throw new UnreachableException(),
        };
    }

    private static ExitCode Show(JsonObject document, CommandOutput output)
    {
        output.Result(document, console => Write(console, document));
        return Text(document, "outcome") == "refused"
            ? output.Fail(
                ExitCode.Refused,
                string.Join("; ", (document["why"] as JsonArray ?? []).Select(Sentence)),
                "see 'ballast status'")
            : ExitCode.Done;
    }

    private static void Write(IAnsiConsole console, JsonObject document)
    {
        foreach (string? why in (document["why"] as JsonArray ?? []).Select(Sentence))
        {
            console.MarkupLineInterpolated($"nothing to trade: {why}");
        }

        foreach (JsonObject order in (document["plan"]?["orders"] as JsonArray ?? []).OfType<JsonObject>())
        {
            string what = $"{Text(order, "side")} {Text(order, "size")} {Text(order, "symbol")}";
            console.MarkupLineInterpolated($"{what} at {Text(order, "expectedPrice")}");
            console.MarkupLineInterpolated(
                $"  [grey]{Text(order, "account")}, {Text(order, "notional")} in all: {Sentence(order["why"])}[/]");
        }

        foreach (JsonNode? transfer in document["plan"]?["transfers"] as JsonArray ?? [])
        {
            console.MarkupLineInterpolated($"transfer: {Sentence(transfer!["why"])}");
        }

        foreach (JsonObject missing in (document["plan"]?["nonOrders"] as JsonArray ?? []).OfType<JsonObject>())
        {
            console.MarkupLineInterpolated($"[grey]not {Text(missing, "asset")}:[/] {Sentence(missing["why"])}");
        }

        HedgeLines.Show(
            document,
            (name, text) =>
            {
                if (text is not null)
                {
                    console.MarkupLineInterpolated($"{name}: {text}");
                }
            });
    }

    private static string? Sentence(JsonNode? reason) =>
        reason is JsonObject members ? Text(members, "sentence") : null;

    private static string? Text(JsonObject members, string name) => members[name]?.GetValue<string>();
}
