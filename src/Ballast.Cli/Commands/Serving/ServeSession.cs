using Ballast.Cli.Frame;
using Ballast.Cli.Live;
using Ballast.Engine;
using Ballast.Server.Hosting;
using Ballast.Server.Installations;
using NodaTime;

namespace Ballast.Cli.Commands.Serving;

/// <summary>From the moment the server listens to the moment a person stops it.</summary>
internal static class ServeSession
{
    /// <summary>Starts the engine, shows what happens, and ends in order.</summary>
    public static async Task<ExitCode> RunAsync(
        Installation installation,
        ServerHost host,
        ServeLook look,
        CommandOutput output,
        CancellationToken cancellation)
    {
        Task lines = look switch
        {
            ServeLook.LogLines => LogLines.WriteAsync(installation.Engine, output.Surroundings.Out, cancellation),
            ServeLook.JsonLines => JsonLines.WriteAsync(installation, output.Surroundings.Out, cancellation),
            ServeLook.Live => Task.CompletedTask,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        if (await installation.Engine.StartAsync(cancellation) is StartOutcome.Refused refused)
        {
            return output.Fail(
                ExitCode.Refused, refused.Why.Sentence, "restore a backup of the journal or choose another --data");
        }

        if (await installation.AdoptAsync(cancellation) is ChangeOutcome.Refused notAdopted)
        {
            return output.Fail(ExitCode.Refused, notAdopted.Why.Sentence, "choose another --policy or another --data");
        }

        new ServerAddressFile(host.Address, Environment.ProcessId).WriteTo(installation.DataDirectory);
        await using IAsyncDisposable watch = PolicyFollowing.Begin(installation, output.Surroundings.Time);
        Announce(installation, host, look, output);
        await ShowAsync(installation, host, look, output, cancellation);
        await lines;
        ServerAddressFile.RemoveFrom(installation.DataDirectory);
        output.Note($"ballast: stopped in order at {Figures.Time(Now(installation))} UTC of the market; "
            + $"'ballast serve' goes on from there ({installation.DataDirectory})");
        return ExitCode.Done;
    }

    private static async Task ShowAsync(
        Installation installation,
        ServerHost host,
        ServeLook look,
        CommandOutput output,
        CancellationToken cancellation)
    {
        if (look == ServeLook.Live)
        {
            await new LiveView(installation, host.Address, output.Surroundings.Time)
                .ShowAsync(output.Surroundings.ConsoleOnOut(), cancellation);
            return;
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, output.Surroundings.Time, cancellation)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static void Announce(Installation installation, ServerHost host, ServeLook look, CommandOutput output)
    {
        if (look == ServeLook.Live)
        {
            return;
        }

        if (installation.Notice is { } notice)
        {
            output.Note("ballast: " + notice);
        }

        output.Note($"ballast: {installation.MarketText}");
        output.Note($"ballast: API at {host.Address}, data in {installation.DataDirectory}, Ctrl-C stops");
    }

    private static Instant Now(Installation installation) => Instant.FromDateTimeOffset(installation.Clock.GetUtcNow());
}

/// <summary>How a running server shows itself.</summary>
internal enum ServeLook
{
    /// <summary>A picture that is redrawn.</summary>
    Live = 0,

    /// <summary>A line per event.</summary>
    LogLines = 1,

    /// <summary>The journal as it grows, one JSON document a line.</summary>
    JsonLines = 2,
}
