using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.PaperExchange.Hosting;
using NodaTime;

namespace Ballast.Adapters.Tests.Replays;

/// <summary>Recorded markets walked to their ends by everything that <c>serve</c> runs.</summary>
public sealed class ReplayTests
{
    private static readonly Asset Usdt = new("USDT");

    [Fact]
    public void Eight_years_of_daily_closes_run_to_their_end()
    {
        CandleTable table = RecordedPrices.Read("daily/close_wide_binance_usdt.csv");
        using ReplayWorld world = Replay(table, """
            {
              "portfolio": "core", "quote": "USDT", "accounts": ["paper"],
              "target": { "weights": { "BTC": 0.40, "ETH": 0.30, "USDT": 0.30 } },
              "trigger": { "checkEvery": "1d", "band": { "absolute": 0.05, "destination": "half" } }
            }
            """);

        world.RunUntil(EndOf(table));

        ReplayWatch.Check(world, table);
        TestContext.Current.TestOutputHelper!.WriteLine($"{world.Entries.Count} entries {world.Now}");
    }

    private static ReplayWorld Replay(CandleTable table, string policy) =>
        new(policy, new MarketChoice.Replayed(table, Usdt), table.Instants[0]);

    private static Instant EndOf(CandleTable table) => table.Instants[^1] + table.BarLength;
}
