using Ballast.PaperExchange.Faults;

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

    private readonly KillRig rig;

    public KillCampaign(int seed) => rig = new KillRig(seed, new VenueTime(Speed, null), TurnoverCap);

    /// <summary>The journal as it was found.</summary>
    public JournalAudit Audit => rig.Audit;

    /// <summary>Kills so many servers, then lets one live in peace until nothing is in flight.</summary>
    public async Task RunAsync(int kills, CancellationToken cancellation)
    {
        await rig.Paper.AddFaultsAsync(
            new FaultRule { Kind = FaultKind.AnswerReset, Probability = 0.15 },
            new FaultRule { Kind = FaultKind.AnswerServerError, Probability = 0.10, Number = 503m },
            new FaultRule { Kind = FaultKind.AnswerBackendTimeout, Probability = 0.05 },
            new FaultRule { Kind = FaultKind.Delayed, Probability = 0.05, Seconds = 20 },
            new FaultRule { Kind = FaultKind.Duplicated, Probability = 0.10 },
            new FaultRule { Kind = FaultKind.PartialFills, Probability = 0.50, Number = 4m });
        for (int life = 0; life < kills; life++)
        {
            await LiveAndDieAsync(life, cancellation);
            await rig.CheckAlwaysAsync();
        }

        await rig.Paper.ClearFaultsAsync();
        await LatchAndDieAsync(kills, cancellation);
        await rig.EndInPeaceAsync(PolicyOf(kills + LatchedLives, ""), cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => rig.Dispose();

    private async Task LiveAndDieAsync(int life, CancellationToken cancellation)
    {
        using RunningBallast server = rig.Serve(PolicyOf(life, ""));
        if (life > 0 && rig.Random.Next(4) == 0)
        {
            // One life in four ends before, in or just after its recovery.
            await Task.Delay(rig.Random.Next(200, 1500), cancellation); // the moment of a real kill
        }
        else
        {
            int intents = rig.HasJournal() ? rig.CaughtUp().Intents.Count : 0;
            await rig.UntilAsync(
                server, () => rig.HasJournal() && rig.CaughtUp().Intents.Count > intents, cancellation);
            await Task.Delay(rig.Random.Next(0, 400), cancellation); // the moment of a real kill
        }

        server.Kill();
    }

    /// <summary>
    /// The breaker latches, servers die and start again over it, and a person clears it in the end.
    /// </summary>
    private async Task LatchAndDieAsync(int life, CancellationToken cancellation)
    {
        int clearings = rig.CaughtUp().Clearings;
        using (RunningBallast first = rig.Serve(PolicyOf(life, TinyLoss)))
        {
            await rig.UntilAsync(first, () => rig.CaughtUp().Book.Breaker is not null, cancellation);
            await Task.Delay(rig.Random.Next(0, 400), cancellation); // the moment of a real kill
        }

        for (int next = 1; next < LatchedLives; next++)
        {
            int recoveries = rig.CaughtUp().Recoveries;
            using RunningBallast server = rig.Serve(PolicyOf(life + next, TinyLoss));
            await rig.UntilAsync(server, () => rig.CaughtUp().Recoveries > recoveries, cancellation);
            long decisions = Audit.Book.LastDecision!.Number;
            await rig.UntilAsync(server, () => rig.CaughtUp().Book.LastDecision!.Number > decisions, cancellation);
            Audit.Require(Audit.Book.Breaker is not null, "I9: a restart opened the breaker");
        }

        Audit.Require(Audit.Clearings == clearings, "I9: the breaker was opened and nobody had asked");
        using RunningBallast last = rig.Serve(PolicyOf(life + LatchedLives, ""));
        await ResumeAsync(last, cancellation);
        await rig.UntilAsync(last, () => rig.CaughtUp().Clearings > clearings, cancellation);
        await rig.CheckAlwaysAsync();
    }

    private async Task ResumeAsync(RunningBallast server, CancellationToken cancellation)
    {
        int recoveries = rig.CaughtUp().Recoveries;
        await rig.UntilAsync(server, () => rig.CaughtUp().Recoveries > recoveries, cancellation);
        await rig.PostAsync("resume", new { actor = "ann", reason = "the loss was looked at" }, cancellation);
    }

    private static string PolicyOf(int life, string guard) => $$"""
        {
          "portfolio": "core", "quote": "USDC", "accounts": ["paper"],
          "target": { "weights": {{TargetOf(life)}} },
          "trigger": { "checkEvery": "tick", "band": { "absolute": 0.002 } },
          "guards": { "maxPriceAge": "10m", "maxDailyTurnover": {{TurnoverCap}}{{guard}} }
        }
        """;

    // The target moves with every life, so that each has something to trade at once; no two of 25 lives in a row share
    // one, however many of them die before they trade.
    private static string TargetOf(int life)
    {
        int btc = 15 + (life * 7 % 25);
        return $$"""{ "BTC": 0.{{btc}}, "ETH": 0.30, "SOL": 0.{{60 - btc}}, "USDC": 0.10 }""";
    }
}
