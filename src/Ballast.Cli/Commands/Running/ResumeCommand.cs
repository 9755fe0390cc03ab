using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ballast.Cli.Client;
using Ballast.Cli.Frame;
using Ballast.Core;
using Ballast.Core.Portfolios;
using Ballast.Engine;
using Ballast.Server.Features.Halts;
using Ballast.Server.Features.Portfolios;
using Ballast.Server.Wire;
using Spectre.Console;

namespace Ballast.Cli.Commands.Running;

/// <summary><c>resume</c>: lets portfolios go on, and says of each whether it does.</summary>
internal sealed class ResumeCommand
{
    private const string Portfolios = "api/v1/portfolios";

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HaltOptions options = new();

    private ResumeCommand()
    {
    }

    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        ResumeCommand resume = new();
        Command command = new("resume", "Allow sending again and close a latched breaker; says what each did.");
        resume.options.AddTo(command);
        return command.Runs(surroundings, resume.RunAsync);
    }

    private async Task<ExitCode> RunAsync(ParseResult arguments, CommandOutput output, CancellationToken cancellation)
    {
        if (options.Fault(arguments) is { } fault)
        {
            return output.Fail(ExitCode.BadInput, fault, "see 'ballast status' for names");
        }

        HaltWish wish = options.WishOf(arguments);
        using ServerClient? client = await options.Server.FindAsync(arguments, cancellation);
        return client is not null
            ? await OnlineAsync(client, wish, output, cancellation)
            : await OfflineAsync(options.Server.DirectoryOf(arguments), wish, output, cancellation);
    }

    private static async Task<ExitCode> OnlineAsync(
        ServerClient client, HaltWish wish, CommandOutput output, CancellationToken cancellation)
    {
        JsonArray before = await PortfoliosOfAsync(client, cancellation);
        ExitCode asked = await OnlineChange.SendAsync(client, "api/v1/resume", wish, output, cancellation);
        if (asked != ExitCode.Done)
        {
            return asked;
        }

        // A portfolio that was stopped starts with a recovery; what that comes to is known a moment later.
        TimeProvider time = output.Surroundings.Time;
        long began = time.GetTimestamp();
        JsonArray after = await PortfoliosOfAsync(client, cancellation);
        while (ResumeReport.IsOpen(after) && time.GetElapsedTime(began) < Patience)
        {
            await Task.Delay(LookEvery, time, cancellation);
            after = await PortfoliosOfAsync(client, cancellation);
        }

        return Say(client.Address.ToString(), wish, ResumeReport.Of(before, after, wish.Portfolio), output);
    }

    private static async Task<JsonArray> PortfoliosOfAsync(ServerClient client, CancellationToken cancellation) =>
        await client.GetAsync(Portfolios, cancellation) switch
        {
            ServerReply.Done { Document: var document } => document["items"] as JsonArray ?? [],
            ServerReply.Refused or ServerReply.Unreachable => [],
            _ => throw new UnreachableException(),
        };

    private static async Task<ExitCode> OfflineAsync(
        string directory, HaltWish wish, CommandOutput output, CancellationToken cancellation)
    {
        JsonArray before = [];
        JsonArray after = [];
        ExitCode written = await OfflineChange.WriteAsync(
            directory,
            async engine =>
            {
                before = AtRest(engine);
                ChangeOutcome outcome = await engine.ResumeAsync(
                    wish.Portfolio is { } name ? new PortfolioId(name) : null,
                    HaltOptions.Actor,
                    new Reason("resume-asked", wish.Reason!),
                    cancellation);
                after = AtRest(engine);
                return outcome;
            },
            output,
            cancellation);
        return written == ExitCode.Done
            ? Say(directory, wish, ResumeReport.Of(before, after, wish.Portfolio), output)
            : written;
    }

    // Without a server nothing recovers: what counts is what the journal holds the portfolio by.
    private static JsonArray AtRest(PortfolioEngine engine) => [.. engine.View.Portfolios.Select(view =>
        JsonSerializer.SerializeToNode(
            PortfolioItem.Of(view) with { Status = Engine.Views.PortfolioStatus.Running }, WireJson.Options))];

    private static ExitCode Say(string where, HaltWish wish, ResumeReport report, CommandOutput output)
    {
        output.Result(
            new JsonObject
            {
                ["outcome"] = report.Outcome,
                ["portfolio"] = wish.Portfolio,
                ["where"] = where,
                ["items"] = new JsonArray([.. report.Lines.Select(Node)]),
            },
            console =>
            {
                foreach (ResumeLine line in report.Lines)
                {
                    console.MarkupLineInterpolated($"{line.Id}: {line.Why} ({where})");
                }
            });
        return report.IsFine
            ? ExitCode.Done
            : output.Fail(ExitCode.Refused, "nothing was resumed", "see 'ballast status' for what is in the way");
    }

    private static JsonObject Node(ResumeLine line) => new()
    {
        ["id"] = line.Id,
        ["outcome"] = JsonNamingPolicy.CamelCase.ConvertName(line.Outcome.ToString()),
        ["why"] = line.Why,
    };
}
