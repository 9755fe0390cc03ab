using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Ballast.Adapters.Notify;
using Ballast.Cli.Client;
using Ballast.Cli.Commands.Running;
using Ballast.Cli.Commands.Serving;
using Ballast.Cli.Frame;
using Ballast.Engine;
using Ballast.Engine.Journal;
using Ballast.Server.Notify;
using Spectre.Console;

namespace Ballast.Cli.Commands.Owner;

/// <summary><c>notify test</c>: whether the owner can be reached.</summary>
internal static class NotifyCommands
{
    private const string Actor = "cli";

    /// <summary>The command with its parts.</summary>
    public static Command Create(Surroundings surroundings) =>
        new("notify", "Tell the owner over the channels of notify.jsonc.") { Test(surroundings) };

    private static Command Test(Surroundings surroundings)
    {
        Option<string?> data = DataOption.Create();
        Command command = new("test", "Send a test message over every channel and say what became of it.") { data };
        return command.Runs(surroundings, async (arguments, output, cancellation) =>
        {
            string directory = DataOption.PathOf(arguments, data);
            using ServerClient? client = await ServerClient.FindAsync(directory, cancellation).ConfigureAwait(false);
            return client is null
                ? await OfflineAsync(directory, output, cancellation).ConfigureAwait(false)
                : await OnlineAsync(client, output, cancellation).ConfigureAwait(false);
        });
    }

    // The server tries its own channels, and its journal says that the owner was reached.
    private static async Task<ExitCode> OnlineAsync(
        ServerClient client, CommandOutput output, CancellationToken cancellation) =>
        await client.PostAsync("api/v1/notices/tests", new { }, cancellation).ConfigureAwait(false) switch
        {
            ServerReply.Unreachable silent => output.Fail(ExitCode.Refused, silent.Cause, "start 'ballast serve' anew"),
            ServerReply.Refused refused => output.Fail(
                ExitCode.Refused, refused.Detail, "see 'Being told' in docs/OPERATING.md"),
            ServerReply.Done { Document: var document } => Report(
                [.. (document["items"] as JsonArray ?? []).OfType<JsonObject>().Select(ChannelOf)], output),
            _ => throw new UnreachableException(),
        };

    private static ChannelTest ChannelOf(JsonObject item) => new(
        item["id"]!.GetValue<string>(),
        item["result"]!.GetValue<string>() == "delivered"
            ? ChannelTestResult.Delivered
            : ChannelTestResult.NotDelivered,
        item["words"]!.GetValue<string>());

    private static async Task<ExitCode> OfflineAsync(
        string directory, CommandOutput output, CancellationToken cancellation)
    {
        switch (await NoticeTest.SendAsync(directory, output.Surroundings.Time, cancellation).ConfigureAwait(false))
        {
            case NoticeTestOutcome.BadSettings bad:
                return output.Fail(ExitCode.BadInput, bad.Cause, bad.WayOut);
            case NoticeTestOutcome.NotSent not:
                return output.Fail(ExitCode.Refused, not.Cause, not.WayOut);
            case NoticeTestOutcome.Sent sent:
                ExitCode written = sent.IsEverywhere && JournalFile.Find(directory) is JournalFinding.There
                    ? await WriteAsync(directory, sent, output, cancellation).ConfigureAwait(false)
                    : ExitCode.Done;
                return written == ExitCode.Done ? Report([.. sent.Channels], output) : written;
            default:
                throw new UnreachableException();
        }
    }

    private static Task<ExitCode> WriteAsync(
        string directory, NoticeTestOutcome.Sent sent, CommandOutput output, CancellationToken cancellation) =>
        OfflineChange.WriteAsync(
            directory,
            async engine =>
            {
                await engine.OwnerReachedAsync(
                    new JournalEvent.OwnerReached(sent.Reached, Actor),
                    cancellation).ConfigureAwait(false);
                return new ChangeOutcome.Done();
            },
            output,
            cancellation);

    private static ExitCode Report(ChannelTest[] outcomes, CommandOutput output)
    {
        output.Result(
            new
            {
                items = outcomes.Select(outcome => new
                {
                    id = outcome.Id,
                    delivered = outcome.Result == ChannelTestResult.Delivered,
                    outcome.Words,
                }),
            },
            console =>
            {
                foreach (ChannelTest outcome in outcomes)
                {
                    console.WriteLine($"{outcome.Id}: {outcome.Words}");
                }
            });
        ChannelTest? failed = Array.Find(outcomes, outcome => outcome.Result != ChannelTestResult.Delivered);
        return failed is null
            ? ExitCode.Done
            : output.Fail(
                ExitCode.Refused, $"{failed.Id} was not reached: {failed.Words}",
                $"mend it in {NotifySettings.FileName} and try again");
    }
}
