using System.Text.Json.Nodes;
using Ballast.Cli.Tables;

namespace Ballast.Cli.Tests.Tables;

public sealed class PerformanceLinesTests
{
    private const string Document = """
        {
          "compared": { "since": "2026-01-05T01:00:00Z", "at": "2026-01-17T01:00:00Z", "return": 0.02 },
          "books": [ { "id": "hold", "liveAhead": 0.0031 }, { "id": "daily", "liveAhead": -0.001 } ],
          "execution": [ { "id": "paper", "orders": 3, "notional": "1234.5", "slippageBps": -1.25, "worstBps": 4.04,
                           "feeBps": 10 } ]
        }
        """;

    [Fact]
    public void Says_how_far_ahead_since_when_and_that_a_short_span_is_noise()
    {
        Lines(Document)["against hold"].ShouldBe("+0.31 % since 2026-01-05; over 12 days that is noise");
        Lines(Document)["against daily"].ShouldStartWith("-0.10 %");
    }

    [Fact]
    public void After_a_year_only_small_differences_are_noise()
    {
        string later = Document.Replace("2026-01-17", "2027-01-17", StringComparison.Ordinal);
        Lines(later)["against hold"].ShouldBe("+0.31 % since 2026-01-05; small differences are noise");
    }

    [Fact]
    public void Says_what_the_trades_at_a_venue_came_to_with_fees_apart()
    {
        Lines(Document)["at paper"].ShouldBe(
            "3 orders for 1,234.50, 1.3 bp better than expected (worst trade 4.0 bp), fees 10.0 bp");
    }

    [Fact]
    public void Within_a_day_nothing_is_said_of_it_and_a_slippage_of_nothing_is_no_gain()
    {
        string early = Document.Replace("2026-01-17", "2026-01-05", StringComparison.Ordinal);
        Lines(early)["against hold"].ShouldBe("+0.31 % since 2026-01-05; less than a day says nothing");
        JsonNode exact = JsonNode.Parse(Document)!;
        exact["execution"]![0]!["slippageBps"] = -0.04;
        Lines(exact.ToJsonString())["at paper"].ShouldStartWith("3 orders for 1,234.50, at the expected price (worst");
    }

    [Fact]
    public void Says_nothing_where_nothing_is_compared_or_traded() =>
        Lines("""{ "compared": null, "books": [], "execution": [] }""").ShouldBeEmpty();

    private static Dictionary<string, string> Lines(string document)
    {
        Dictionary<string, string> lines = [];
        PerformanceLines.Show((JsonObject)JsonNode.Parse(document)!, lines.Add);
        return lines;
    }
}
