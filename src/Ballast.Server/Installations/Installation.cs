using System.Collections.Immutable;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Engine;
using Microsoft.Extensions.Logging;

namespace Ballast.Server.Installations;

/// <summary>Everything that runs for one data directory: the lock, the journal, the market with its clock, the
/// engine.</summary>
public sealed class Installation : IAsyncDisposable
{
    private string? notice;
    private IDisposable? ending;

    /// <summary>The directory, absolute.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The journal.</summary>
    public required WatchedJournal Journal { get; init; }

    /// <summary>The engine over it.</summary>
    public required PortfolioEngine Engine { get; init; }

    /// <summary>Journaled time.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>The machine's clock.</summary>
    public required TimeProvider Real { get; init; }

    /// <summary>Where prices come from and how fast time runs, in words.</summary>
    public required string MarketText { get; init; }

    /// <summary>What the owner ever accepted in typed words although it is dangerous; shown for ever.</summary>
    public ImmutableArray<string> Accepted { get; init; } = [];

    /// <summary>Whose money it is about.</summary>
    internal MarketMoney Money { get; init; }

    /// <summary>The paper exchange in this process; <see langword="null"/> where it is in another.</summary>
    public EmbeddedExchange? Exchange { get; init; }

    /// <summary>Where the paper exchange answers over the network; <see langword="null"/> where it does not.</summary>
    public Uri? ExchangeAddress { get; set; }

    /// <summary>The policy that this start asks for.</summary>
    public required PolicySource Policy { get; init; }

    /// <summary>What else was opened, in the order in which it is closed after the engine.</summary>
    public required IReadOnlyList<IAsyncDisposable> Parts { get; init; }

    /// <summary>The portfolio that this start is about.</summary>
    public PortfolioId Main { get; private set; } = DefaultPolicy.Policy.Portfolio;

    /// <summary>Something a person should know now, such as a policy file that was refused; <see langword="null"/>
    /// mostly.</summary>
    public string? Notice
    {
        get => Volatile.Read(ref notice);
        set => Volatile.Write(ref notice, value);
    }

    /// <summary>What the owner of a live policy must know as long as every venue is a paper exchange;
    /// <see langword="null"/> where no policy is live.</summary>
    public string? PaperMoneyNotice
    {
        get
        {
            string[] live = [.. Engine.View.Portfolios.Where(view => view.Policy.Mode == TradingMode.Live)
                .Select(view => view.Id.Value)];
            return live.Length == 0 || Money == MarketMoney.Owners
                ? null
                : $"{string.Join(", ", live)}: the policy says mode live, and the exchange is a paper one: no real "
                    + "money is traded here; say mode paper to mean that";
        }
    }

    /// <summary>Takes the portfolio of the policy under management, or gives it the policy where it is there
    /// already.</summary>
    public async Task<ChangeOutcome> AdoptAsync(CancellationToken cancellation)
    {
        if (Policy is not PolicySource.FromFile file)
        {
            return await AdoptShippedAsync(cancellation);
        }

        PolicyReading.Read wanted = file.First;
        Main = wanted.Policy.Portfolio;
        return Engine.Find(Main) switch
        {
            null => await Engine.AddPortfolioAsync(wanted.Policy, wanted.Hash, $"file {file.Path}", cancellation),
            { } view when view.PolicyHash == wanted.Hash => new ChangeOutcome.Done(),
            _ => await Engine.ReplacePolicyAsync(wanted.Policy, wanted.Hash, $"file {file.Path}", cancellation),
        };
    }

    /// <summary>Watches for the end of a recording and says so when it comes.</summary>
    internal void Ends(RecordingEnd? end, ILoggerFactory logs) => ending = end?.Watch(Clock, sentence =>
    {
        Notice = sentence;
        InstallationLog.RecordingEnded(logs.CreateLogger<Installation>(), sentence);
    });

    /// <summary>Stops the engine first, so that what it still writes finds an open journal.</summary>
    public async ValueTask DisposeAsync()
    {
        ending?.Dispose();
        await Engine.DisposeAsync();
        foreach (IAsyncDisposable part in Parts)
        {
            await part.DisposeAsync();
        }
    }

    // Without a policy file the portfolios of the last time go on; only an installation without any gets the shipped
    // one.
    private async Task<ChangeOutcome> AdoptShippedAsync(CancellationToken cancellation)
    {
        if (Engine.View.Portfolios is [{ } first, ..])
        {
            Main = Engine.Find(Main)?.Id ?? first.Id;
            return new ChangeOutcome.Done();
        }

        return await Engine
            .AddPortfolioAsync(DefaultPolicy.Policy, DefaultPolicy.Hash, "shipped default", cancellation);
    }
}
