using System.Net.Http.Json;
using Ballast.PaperExchange.Faults;
using Ballast.PaperExchange.Stores;
using Ballast.Server.Installations;

namespace Ballast.Cli.Tests.Kills;

/// <summary>
/// Runs a server against an exchange in another process, kills it at random moments of its rebalances, starts it again,
/// and holds what it wrote against what the exchange knows. Real processes, real files, real kills:
/// the time is real too, only scaled.
/// </summary>
internal sealed class KillCampaign : IDisposable
{
    private const decimal TurnoverCap = 50m;
    private const int Speed = 30;
    private const int LatchedLives = 4;

    // The cost of a few trades is more than that: the breaker latches as soon as a life has traded.
    private const string TinyLoss = ", \"sessionLoss\": 0.0002";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    private readonly ScratchDirectory scratch = new();
    private readonly RunningExchange paper;
    private readonly Random random;
    private readonly string data;
    private JournalAudit? audit;

    public KillCampaign(int seed)
    {
        random = new Random(seed);
        data = Path.Combine(scratch.Path, "ballast");
        paper = RunningExchange.Start(Path.Combine(scratch.Path, "paper"), seed, Speed);
    }

    /// <summary>The journal as it was found.</summary>
    public JournalAudit Audit => audit ??= new JournalAudit(data, TurnoverCap);

    /// <summary>Kills so many servers, then lets one live in peace until nothing is in flight.</summary>
    public async Task RunAsync(int kills, CancellationToken cancellation)
    {
        await paper.AddFaultsAsync(
            new FaultRule { Kind = FaultKind.AnswerReset, Probability = 0.15 },
            new FaultRule { Kind = FaultKind.AnswerServerError, Probability = 0.10, Number = 503m },
            new FaultRule { Kind = FaultKind.AnswerBackendTimeout, Probability = 0.05 },
            new FaultRule { Kind = FaultKind.Delayed, Probability = 0.05, Seconds = 20 },
            new FaultRule { Kind = FaultKind.Duplicated, Probability = 0.10 },
            new FaultRule { Kind = FaultKind.PartialFills, Probability = 0.50, Number = 4m });
        for (int life = 0; life < kills; life++)
        {
            await LiveAndDieAsync(life, cancellation);
            await CheckAlwaysAsync();
        }

        await paper.ClearFaultsAsync();
        await LatchAndDieAsync(kills, cancellation);
        await LiveInPeaceAsync(kills + LatchedLives, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        paper.Dispose();
        scratch.Dispose();
    }

    private async Task LiveAndDieAsync(int life, CancellationToken cancellation)
    {
        using RunningBallast server = Serve(life);
        if (life > 0 && random.Next(4) == 0)
        {
            // One life in four ends before, in or just after its recovery.
            await Task.Delay(random.Next(200, 1500), cancellation); // the moment of a real kill
        }
        else
        {
            int intents = audit?.Intents.Count ?? 0;
            await UntilAsync(server, () => HasJournal() && CaughtUp().Intents.Count > intents, cancellation);
            await Task.Delay(random.Next(0, 400), cancellation); // the moment of a real kill
        }

        server.Kill();
    }

    /// <summary>
    /// The breaker latches, servers die and start again over it, and a person clears it in the end.
    /// </summary>
    private async Task LatchAndDieAsync(int life, CancellationToken cancellation)
    {
        int clearings = CaughtUp().Clearings;
        using (RunningBallast first = Serve(life, TinyLoss))
        {
            await UntilAsync(first, () => CaughtUp().Book.Breaker is not null, cancellation);
            await Task.Delay(random.Next(0, 400), cancellation); // the moment of a real kill
        }

        for (int next = 1; next < LatchedLives; next++)
        {
            int recoveries = CaughtUp().Recoveries;
            using RunningBallast server = Serve(life + next, TinyLoss);
            await UntilAsync(server, () => CaughtUp().Recoveries > recoveries, cancellation);
            long decisions = Audit.Book.LastDecision!.Number;
            await UntilAsync(server, () => CaughtUp().Book.LastDecision!.Number > decisions, cancellation);
            Audit.Require(Audit.Book.Breaker is not null, "I9: a restart opened the breaker");
        }

        Audit.Require(Audit.Clearings == clearings, "I9: the breaker was opened and nobody had asked");
        using RunningBallast last = Serve(life + LatchedLives, "");
        await ResumeAsync(last, cancellation);
        await UntilAsync(last, () => CaughtUp().Clearings > clearings, cancellation);
        await CheckAlwaysAsync();
    }

    private async Task ResumeAsync(RunningBallast server, CancellationToken cancellation)
    {
        int recoveries = CaughtUp().Recoveries;
        await UntilAsync(server, () => CaughtUp().Recoveries > recoveries, cancellation);
        using HttpClient http = new() { BaseAddress = ServerAddressFile.ReadFrom(data)!.Url };
        using HttpResponseMessage answer = await http.PostAsJsonAsync(
            "api/v1/resume", new { actor = "ann", reason = "the loss was looked at" }, cancellation);
        answer.EnsureSuccessStatusCode();
    }

    private async Task LiveInPeaceAsync(int life, CancellationToken cancellation)
    {
        int recoveries = CaughtUp().Recoveries;
        using RunningBallast server = Serve(life);
        await UntilAsync(server, () => CaughtUp().Recoveries > recoveries, cancellation);
        using HttpClient http = new() { BaseAddress = ServerAddressFile.ReadFrom(data)!.Url };
        using (HttpResponseMessage halt = await http.PostAsJsonAsync(
            "api/v1/halt", new { reason = "the campaign is over" }, cancellation))
        {
            halt.EnsureSuccessStatusCode();
        }

        await UntilAsync(server, () => CaughtUp() is { } now && !now.Book.LiveOrders.Any(), cancellation);
        server.Kill();
        await CheckAlwaysAsync();
        VenueAudit.CheckAtRest(CaughtUp(), await paper.RecordAsync());
        Audit.CheckReplay();
    }

    private async Task CheckAlwaysAsync()
    {
        StoredExchange record = await paper.RecordAsync();
        if (HasJournal())
        {
            VenueAudit.CheckAlways(CaughtUp(), record);
        }
    }

    private RunningBallast Serve(int life, string guard = "")
    {
        string policy = scratch.Write("policy.jsonc", $$"""
            {
              "portfolio": "core", "quote": "USDC", "accounts": ["paper"],
              "target": { "weights": {{TargetOf(life)}} },
              "trigger": { "checkEvery": "tick", "band": { "absolute": 0.002 } },
              "guards": { "maxPriceAge": "10m", "maxDailyTurnover": {{TurnoverCap}}{{guard}} }
            }
            """);
        return RunningBallast.Start(
            "serve", "--no-live", "--port", "0", "--data", data, "--policy", policy, "--venue", $"{paper.Address}");
    }

    // The target moves with every life, so that each has something to trade at once; no two of 25 lives in a row share
    // one, however many of them die before they trade.
    private static string TargetOf(int life)
    {
        int btc = 15 + (life * 7 % 25);
        return $$"""{ "BTC": 0.{{btc}}, "ETH": 0.30, "SOL": 0.{{60 - btc}}, "USDC": 0.10 }""";
    }

    private JournalAudit CaughtUp()
    {
        Audit.CatchUp();
        return Audit;
    }

    // The address is written once the journal is there and has its first portfolio.
    private bool HasJournal() => audit is not null || ServerAddressFile.ReadFrom(data) is not null;

    private static async Task UntilAsync(RunningBallast server, Func<bool> isSo, CancellationToken cancellation)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        while (!isSo())
        {
            if (server.HasEnded)
            {
                throw new InvalidOperationException($"the server ended by itself: {server.Errors}");
            }

            if (patience.IsCancellationRequested)
            {
                throw new TimeoutException($"it did not come to it; the server said: {server.Said}");
            }

            await Task.Delay(Glance, cancellation); // another process has no clock to move
        }
    }
}
