using Ballast.Core.Amounts;
using Ballast.Engine.Journal;
using Ballast.PaperExchange.Faults;
using Ballast.PaperExchange.Hosting;
using Ballast.PaperExchange.Markets;
using NodaTime;

namespace Ballast.Adapters.Tests.Replays;

/// <summary>The whole program is a function of its seed: engine, client, exchange and market together.</summary>
public sealed class SeedTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 1, 1, 0, 0);

    [Fact]
    public void Two_runs_of_one_seed_write_the_same_journal_and_another_seed_another()
    {
        string hash = RunOf(7, []);

        RunOf(7, []).ShouldBe(hash);
        RunOf(8, []).ShouldNotBe(hash);
    }

    // The same draws, the same lost answers, the same waits for proof.
    [Fact]
    public void Two_runs_of_one_seed_write_the_same_journal_while_the_exchange_misbehaves()
    {
        FaultRule[] faults =
        [
            new() { Kind = FaultKind.AnswerTimeout, Probability = 0.3, Times = 4 },
            new() { Kind = FaultKind.AnswerServerError, Probability = 0.3, Times = 4 },
            new() { Kind = FaultKind.RequestLost, Probability = 0.2, Times = 3 },
            new() { Kind = FaultKind.PartialFills, Number = 3m },
        ];

        RunOf(7, faults).ShouldBe(RunOf(7, faults));
    }

    private static string RunOf(ulong seed, FaultRule[] faults)
    {
        const string policy = """
            {
              "portfolio": "core", "quote": "USDC", "accounts": ["paper"],
              "target": { "weights": { "BTC": 0.40, "ETH": 0.30, "SOL": 0.20, "USDC": 0.10 } },
              "trigger": { "checkEvery": "1h", "cooldown": "6h", "band": { "relative": 0.05, "floor": 0.01 } }
            }
            """;
        MarketChoice market = new MarketChoice.Simulated(AssetSpec.Usual, new Asset("USDC"), seed) { HistoryDays = 2 };
        using ReplayWorld world = new(policy, market, Start);
        world.Exchange.Faults.Add(faults);
        world.RunUntil(Start + Duration.FromDays(8));
        world.Journal.Count(entry => entry.Event is JournalEvent.RunEnded).ShouldBeGreaterThan(2);
        return world.Entries[^1].ChainHash;
    }
}
