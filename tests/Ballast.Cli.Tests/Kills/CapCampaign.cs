using Ballast.Engine.Ledger;
using Ballast.PaperExchange.Faults;

namespace Ballast.Cli.Tests.Kills;

/// <summary>
/// Servers that want to buy far more than their caps let them, over midnight, killed again and again: what one has
/// used of the day's turnover the next must know of.
/// </summary>
internal sealed class CapCampaign : IDisposable
{
    private const int Speed = 300;

    // Four hours at this speed are 48 real seconds: some lives trade before midnight and some after, unless the machine
    // is so busy that the first trade comes after it.
    private static readonly DateTimeOffset LateInTheDay = new(2026, 1, 1, 20, 0, 0, TimeSpan.Zero);

    private readonly KillRig rig;

    public CapCampaign(int seed) => rig = new KillRig(seed, new VenueTime(Speed, LateInTheDay), Terms.DailyTurnover);

    /// <summary>The caps: a day takes about seven orders of the largest size.</summary>
    public static CapTerms Terms { get; } = new(1500m, 0.05m);

    /// <summary>The journal as it was found.</summary>
    public JournalAudit Audit => rig.Audit;

    /// <summary>What each day came to, by the venue's record.</summary>
    public IReadOnlyList<CappedDay> Days { get; private set; } = [];

    /// <summary>How many servers began on a day of which more than half of the cap was used.</summary>
    public int BegunOnUsedCap { get; private set; }

    /// <summary>The largest order that the venue has, at its limit.</summary>
    public decimal LargestOrder { get; private set; }

    /// <summary>Kills so many servers, then lets one live until the cap of the second day is used up.</summary>
    public async Task RunAsync(int kills, CancellationToken cancellation)
    {
        await rig.Paper.AddFaultsAsync(
            new FaultRule { Kind = FaultKind.AnswerReset, Probability = 0.15 },
            new FaultRule { Kind = FaultKind.AnswerServerError, Probability = 0.10, Number = 503m },
            new FaultRule { Kind = FaultKind.Delayed, Probability = 0.05, Seconds = 200 },
            new FaultRule { Kind = FaultKind.PartialFills, Probability = 0.50, Number = 4m });
        for (int life = 0; life < kills; life++)
        {
            await LiveAndDieAsync(cancellation);
            await CheckAsync();
        }

        await rig.Paper.ClearFaultsAsync();
        using (RunningBallast last = rig.Serve(Policy))
        {
            await rig.UntilAsync(last, () => IsUsedUpOn(LateInTheDay.UtcDateTime.AddDays(1)), cancellation);
        }

        await rig.EndInPeaceAsync(Policy, cancellation);
        await CheckAsync();
    }

    /// <inheritdoc/>
    public void Dispose() => rig.Dispose();

    private static string Policy { get; } = $$"""
        {
          "portfolio": "core", "quote": "USDC", "accounts": ["paper"],
          "target": { "weights": { "BTC": 0.40, "ETH": 0.30, "SOL": 0.20, "USDC": 0.10 } },
          "trigger": { "checkEvery": "tick", "band": { "absolute": 0.002 } },
          "execution": { "maxSlippageBps": 50 },
          "guards": {
            "maxPriceAge": "2h", "minInterval": "5m",
            "maxOrderNotional": {{Terms.OrderNotional}}, "maxDailyTurnover": {{Terms.DailyTurnover}}
          }
        }
        """;

    private async Task LiveAndDieAsync(CancellationToken cancellation)
    {
        int recoveries = rig.HasJournal() ? rig.CaughtUp().Recoveries : 0;
        using RunningBallast server = rig.Serve(Policy);
        await rig.UntilAsync(
            server,
            () => rig.HasJournal() && rig.CaughtUp().Recoveries > recoveries && Audit.Intents.Count > 0,
            cancellation);
        BegunOnUsedCap += Used() > 0.5m ? 1 : 0;
        await Task.Delay(rig.Random.Next(0, 2500), cancellation); // the moment of a real kill
        server.Kill();
    }

    private async Task CheckAsync()
    {
        await rig.CheckAlwaysAsync();
        StoredRecord record = await rig.Paper.RecordAsync();
        if (!record.Exchange.Trades.IsEmpty)
        {
            Days = CapAudit.Check(Audit.Require, record.Exchange, Terms);
            LargestOrder = record.Exchange.Orders.Max(order => order.Price * order.Size);
        }
    }

    private bool IsUsedUpOn(DateTime day) => Used() > 0.9m
        && rig.CaughtUp().Book.Caps.Day >= NodaTime.LocalDate.FromDateTime(day);

    // What part of its day's cap is used, at the value of the last run.
    private decimal Used()
    {
        PortfolioBook book = rig.CaughtUp().Book;
        return book.Runs.IsEmpty
            ? 0m
            : book.Caps.Notional.Value / 2m / (book.Runs.Values.Last().Plan.ValueBefore.Value * Terms.DailyTurnover);
    }
}
