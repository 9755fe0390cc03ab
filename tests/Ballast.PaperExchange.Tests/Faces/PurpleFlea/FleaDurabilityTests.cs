using Ballast.PaperExchange.Services;
using Ballast.PaperExchange.Stores;
using Ballast.Testing;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Ballast.PaperExchange.Tests.Faces.PurpleFlea;

public sealed class FleaDurabilityTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ballast-flea-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void What_was_answered_is_there_for_whoever_opens_the_file_after_a_kill()
    {
        // The first exchange is never closed before the files are copied: they are as a killed process leaves them.
        ManualClock clock = new();
        using FleaRig killed = Open("exchange.db", clock);
        killed.Post("/agents/demo/rebalance",
            """{"service":"casino","direction":"decrease","amount_usdc":12.34567891,"reason":"drift"}""");
        killed.Order("BTC-PERP", "short", 100m, 3m);
        killed.Post("/trading/order",
            """
            {"agent_id":"demo","market":"ETH-PERP","side":"long","notional_usdc":30,"order_type":"limit",
             "limit_price":2400,"purpose":"hedge"}
            """);
        clock.Advance(TimeSpan.FromDays(2));
        string portfolio = killed.Get("/agents/demo/portfolio").Body.GetRawText();
        string returns = killed.Get("/agents/demo/returns?days=5").Body.GetRawText();
        string positions = killed.Get("/trading/positions?agent_id=demo").Body.GetRawText();
        string log = killed.Get("/agents/demo/transactions?limit=1000").Body.GetRawText();

        foreach (string file in Directory.EnumerateFiles(folder).ToArray())
        {
            File.Copy(file, file.Replace("exchange", "copy", StringComparison.Ordinal));
        }

        using FleaRig restarted = Open("copy.db", clock);
        restarted.Get("/agents/demo/portfolio").Body.GetRawText().ShouldBe(portfolio);
        restarted.Get("/agents/demo/returns?days=5").Body.GetRawText().ShouldBe(returns);
        restarted.Get("/trading/positions?agent_id=demo").Body.GetRawText().ShouldBe(positions);
        restarted.Get("/agents/demo/transactions?limit=1000").Body.GetRawText().ShouldBe(log);
        restarted.ShouldBalance();
        restarted.Post("/agents/demo/rebalance",
                """{"service":"casino","direction":"decrease","amount_usdc":1,"reason":""}""")
            .Text("movement_id").ShouldBe($"mv-{restarted.Account.LastNumber}", "numbers go on");
    }

    [Fact]
    public void A_store_of_before_the_services_gets_their_tables_and_opens_them()
    {
        string path = Path.Combine(folder, "exchange.db");
        using (FleaRig first = Open("exchange.db", new ManualClock()))
        {
            first.Venue.Transfer("demo", new Core.Amounts.Asset("USDC"), 5m);
        }

        using (SqliteConnection connection = new($"Data Source={path};Pooling=False"))
        {
            connection.Execute("""
                DROP TABLE agents; DROP TABLE agentEntries; DROP TABLE agentDays;
                ALTER TABLE orders DROP COLUMN stopPrice; ALTER TABLE orders DROP COLUMN isWaiting;
                PRAGMA user_version = 1;
                """);
        }

        using FleaRig second = Open("exchange.db", new ManualClock());

        second.Balance("casino").ShouldBe(200m);
        second.Venue.Record().Flows.Select(flow => flow.Amount).ShouldContain(5m, "the rest is as it was");
    }

    [Fact]
    public void A_position_is_judged_by_prices_after_its_last_change_alone()
    {
        ManualClock clock = new();
        using (FleaRig first = Open("exchange.db", clock))
        {
            first.Order("BTC-PERP", "long", 1000m, 20m);
        }

        // The market is walked again from its first price, which lies before the position.
        clock.Advance(TimeSpan.FromMinutes(1));
        using FleaRig second = Open("exchange.db", clock);
        second.Account.Positions.ShouldHaveSingleItem().Id.ShouldBe("pos-2");

        second.Move("BTCUSDC", 40_000m);

        second.Account.Positions.ShouldBeEmpty();
        second.Venue.Record().Agents.Entries.ShouldContain(entry => entry.Kind == AgentEntryKind.Realized);
    }

    private FleaRig Open(string name, ManualClock clock) =>
        new(SqliteExchangeStore.Open(Path.Combine(folder, name)), clock);
}
