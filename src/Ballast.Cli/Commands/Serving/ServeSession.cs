using Ballast.Cli.Frame;
using Ballast.Cli.Live;
using Ballast.Engine;
using Ballast.Engine.Views;
using Ballast.Server.Hosting;
using Ballast.Server.Installations;
using NodaTime;

namespace Ballast.Cli.Commands.Serving;

/// <summary>From the moment the server listens to the moment a person stops it.</summary>
internal sealed class ServeSession
{
    private const string LogName = "ballast.log";

    private readonly Installation installation;
    private readonly ServerHost host;
    private readonly CommandOutput output;
    private readonly ServeShow show;

    /// <summary>A session that has not begun.</summary>
    public ServeSession(Installation installation, ServerHost host, CommandOutput output, ServeShow show)
    {
        this.installation = installation;
        this.host = host;
        this.output = output;
        this.show = show;
    }

    private Surroundings Surroundings => output.Surroundings;

    /// <summary>Starts the engine, shows what happens, and ends in order.</summary>
    public async Task<ExitCode> RunAsync(CancellationToken cancellation)
    {
        Task lines = show.Look switch
        {
            ServeLook.LogLines => LogLines.WriteAsync(installation.Engine, Surroundings.Out, cancellation),
            ServeLook.JsonLines => JsonLines.WriteAsync(installation, Surroundings.Out, cancellation),
            ServeLook.Live => Task.CompletedTask,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        try
        {
            if (await BeginAsync(cancellation) is { } refusal)
            {
                return refusal;
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            output.Note($"ballast: stopped while it was starting; 'ballast serve' begins again ({Directory})");
            return ExitCode.Done;
        }

        await ServeAsync(cancellation);
        await lines;
        ServerAddressFile.RemoveFrom(Directory);
        if (installation.Journal.Refusal is { } cause)
        {
            string last = installation.Journal.LastAt is { } at ? $"{Figures.Time(at)} UTC of the market" : "its start";
            return output.Fail(
                ExitCode.Refused,
                $"stopped, and nothing was written or traded after {last}: {cause}",
                $"make room, check the disk, and start again; it goes on from there ({Directory})");
        }

        output.Note($"ballast: stopped in order at {Figures.Time(Now())} UTC of the market; "
            + $"'ballast serve' goes on from there ({Directory})");
        return ExitCode.Done;
    }

    private string Directory => installation.DataDirectory;

    private async Task<ExitCode?> BeginAsync(CancellationToken cancellation)
    {
        if (await installation.Engine.StartAsync(cancellation) is StartOutcome.Refused refused)
        {
            return output.Fail(ExitCode.Refused, refused.Why.Sentence, refused.WayOut);
        }

        if (await installation.AdoptAsync(cancellation) is ChangeOutcome.Refused notAdopted)
        {
            return output.Fail(ExitCode.Refused, notAdopted.Why.Sentence, "choose another --policy or another --data");
        }

        installation.Notice = installation.PaperMoneyNotice ?? installation.Notice;
        return null;
    }

    private async Task ServeAsync(CancellationToken cancellation)
    {
        new ServerAddressFile(host.Address, Environment.ProcessId).WriteTo(Directory);
        await using IAsyncDisposable watch = PolicyFollowing.Begin(installation, Surroundings.Time, Tell);
        if (show.Look == ServeLook.Live)
        {
            string log = Path.Combine(Directory, LogName);
            using IDisposable diversion = show.Logs.DivertTo(log);
            await new LiveView(installation, host.Address, new LogTail(show.Logs, log, Surroundings.Time))
                .ShowAsync(Surroundings.ConsoleOnOut(), cancellation);
            return;
        }

        Announce();
        await Task.Delay(Timeout.InfiniteTimeSpan, Surroundings.Time, cancellation)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // The live view shows the notice as long as it holds; that it was there stays in the log.
    private void Tell(string? notice)
    {
        installation.Notice = notice;
        if (notice is null)
        {
            return;
        }

        if (show.Look == ServeLook.Live)
        {
            show.Logs.Say(notice);
        }
        else
        {
            output.Note("ballast: " + notice);
        }
    }

    private void Announce()
    {
        if (installation.Notice is { } notice)
        {
            output.Note("ballast: " + notice);
        }

        output.Note($"ballast: {installation.MarketText}");
        foreach (string accepted in installation.Accepted)
        {
            output.Note($"ballast: accepted by the owner: {accepted}");
        }

        if (installation.Exchange is not null)
        {
            output.Note($"ballast: paper exchange at {installation.ExchangeAddress} for Binance clients: key paper, "
                + "secret papersecret");
        }

        output.Note($"ballast: API at {host.Address}, data in {Directory}, Ctrl-C stops");
        foreach (PortfolioView view in installation.Engine.View.Portfolios)
        {
            if (view.Halt is { } halt)
            {
                output.Note($"ballast: {view.Id} is halted by {halt.Actor}: {halt.Why.Sentence}; "
                    + "'ballast resume' lets it go on");
            }

            if (view.Breaker is { } breaker)
            {
                output.Note($"ballast: the breaker of {view.Id} is open: {breaker.Sentence}; "
                    + "'ballast resume' closes it");
            }
        }
    }

    private Instant Now() => Instant.FromDateTimeOffset(installation.Clock.GetUtcNow());
}

/// <summary>How a running server shows itself, and where its warnings go.</summary>
/// <param name="Look">What is on standard output.</param>
/// <param name="Logs">Warnings and errors.</param>
internal sealed record ServeShow(ServeLook Look, LogLineProvider Logs);

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
