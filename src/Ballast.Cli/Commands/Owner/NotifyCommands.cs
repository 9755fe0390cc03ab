using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using Ballast.Adapters.Notify;
using Ballast.Adapters.Secrets;
using Ballast.Cli.Commands.Serving;
using Ballast.Cli.Frame;
using Ballast.Core;
using Ballast.Engine.Ports;
using NodaTime;
using Spectre.Console;

namespace Ballast.Cli.Commands.Owner;

/// <summary><c>notify test</c>: whether the owner can be reached.</summary>
internal static class NotifyCommands
{
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
            switch (NotifySettingsReader.ReadFrom(directory))
            {
                case NotifySettingsReading.Refused refused:
                    return output.Fail(ExitCode.BadInput, refused.Cause, "see 'Being told' in docs/OPERATING.md");
                case NotifySettingsReading.Read { Settings.Channels: [] }:
                    return output.Fail(
                        ExitCode.Refused, $"{Path.Combine(directory, NotifySettings.FileName)} names no channel",
                        "see 'Being told' in docs/OPERATING.md");
                case NotifySettingsReading.Read { Settings: var settings }:
                    return await SendAsync(settings, directory, output, cancellation).ConfigureAwait(false);
                default:
                    throw new UnreachableException();
            }
        });
    }

    private static async Task<ExitCode> SendAsync(
        NotifySettings settings, string directory, CommandOutput output, CancellationToken cancellation)
    {
        SecretPlaces secrets = new(directory, Environment.GetEnvironmentVariable);
        TimeProvider time = output.Surroundings.Time;
        switch (OpenChannel.All(settings, secrets, time))
        {
            case ChannelOpening.Refused refused:
                return output.Fail(
                    ExitCode.Refused, $"the channel {refused.Channel} lacks its secret", refused.Why.Sentence);
            case ChannelOpening.Opened opened:
                Outcome[] outcomes = await Task.WhenAll(opened.Channels.Select(open =>
                    AskAsync(open.Channel, Letter(time), cancellation))).ConfigureAwait(false);
                return Report([.. outcomes], output);
            default:
                throw new UnreachableException();
        }
    }

    private static NotifyLetter Letter(TimeProvider time) => new(
        [
            new NotifyMessage(
                Instant.FromDateTimeOffset(time.GetUtcNow()), Severity.Info,
                new Reason("test", "this is what Ballast sounds like when it has something to say")),
        ],
        0);

    private static async Task<Outcome> AskAsync(
        INotifyChannel channel, NotifyLetter letter, CancellationToken cancellation)
    {
        Delivery delivery = await channel.DeliverAsync(letter, cancellation).ConfigureAwait(false);
        (channel as IDisposable)?.Dispose();
        return delivery switch
        {
            Delivery.Done => new Outcome(channel.Name, true, "delivered"),
            Delivery.Later later => new Outcome(channel.Name, false, later.Why),
            Delivery.Never never => new Outcome(channel.Name, false, never.Why),
            _ => throw new UnreachableException(),
        };
    }

    private static ExitCode Report(ImmutableArray<Outcome> outcomes, CommandOutput output)
    {
        output.Result(
            new { items = outcomes.Select(outcome => new { id = outcome.Channel, outcome.Delivered, outcome.Words }) },
            console =>
            {
                foreach (Outcome outcome in outcomes)
                {
                    console.WriteLine($"{outcome.Channel}: {outcome.Words}");
                }
            });
        Outcome? failed = outcomes.FirstOrDefault(outcome => !outcome.Delivered);
        return failed is null
            ? ExitCode.Done
            : output.Fail(
                ExitCode.Refused, $"{failed.Channel} was not reached: {failed.Words}",
                $"mend it in {NotifySettings.FileName} and try again");
    }

    private sealed record Outcome(string Channel, bool Delivered, string Words);
}
