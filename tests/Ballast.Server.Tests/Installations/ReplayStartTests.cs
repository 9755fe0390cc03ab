using Ballast.Core.Markets;
using Ballast.Core.Policies;
using Ballast.PaperExchange.Markets.Csv;
using Ballast.Server.Installations;
using NodaTime;

namespace Ballast.Server.Tests.Installations;

/// <summary>Where a replay begins: minutes of bars on which nothing can be traded show nothing.</summary>
public sealed class ReplayStartTests
{
    // The shipped policy holds BTC, ETH, SOL and USDC; SOL begins with the third bar, ETH lacks the fourth.
    private const string Prices = """
        date,BTC,ETH,SOL
        2024-01-01,1,2,
        2024-01-02,1,2,
        2024-01-03,1,2,3
        2024-01-04,1,,3
        2024-01-05,1,2,3
        """;

    [Fact]
    public void Begins_where_every_asset_of_the_policy_has_a_price_and_says_who_had_none_before()
    {
        CandleTable table = Table(Prices);

        ReplayStart start = ReplayStart.Of(table, DefaultPolicy.Policy, null)!;

        start.At.ShouldBe(table.Instants[2]);
        start.Words.ShouldEndWith("(SOL has no price before)");
    }

    [Fact]
    public void Begins_with_the_file_and_says_nothing_where_all_are_there_at_once()
    {
        CandleTable table = Table("date,BTC,ETH,SOL\n2024-01-01,1,2,3\n2024-01-02,1,2,3\n");

        ReplayStart.Of(table, DefaultPolicy.Policy, null).ShouldBe(new ReplayStart(table.Instants[0], ""));
    }

    [Fact]
    public void Begins_where_a_person_says_and_names_what_has_prices_only_later()
    {
        CandleTable table = Table(Prices);

        ReplayStart start = ReplayStart.Of(table, DefaultPolicy.Policy, table.Instants[0] + Duration.FromHours(1))!;

        start.At.ShouldBe(table.Instants[1]);
        start.Words.ShouldContain("SOL has prices from 2024-01-0");
    }

    [Fact]
    public void There_is_no_beginning_after_the_last_price()
    {
        CandleTable table = Table(Prices);

        ReplayStart.Of(table, DefaultPolicy.Policy, table.Instants[^1] + Duration.FromTicks(1)).ShouldBeNull();
    }

    private static CandleTable Table(string csv)
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, csv);
            return CandleCsv.ReadFiles([file]).ShouldBeOfType<CandleCsvReading.Read>().Table;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
