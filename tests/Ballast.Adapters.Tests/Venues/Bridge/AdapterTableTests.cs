using System.Text.Json.Nodes;

namespace Ballast.Adapters.Tests.Venues.Bridge;

/// <summary>
/// Each row of the bridge's adapter table, call by call: what the table says about a client id is what ccxt sends. The
/// cases themselves are in <c>bridge/test</c>; one that is missing there is missing here.
/// </summary>
public sealed class AdapterTableTests(BridgeRun run) : IClassFixture<BridgeRun>
{
    private static readonly string[] Calls =
    [
        "create", "lookUp", "cancel", "finds the order that it sent",
        "prepares without sending and without credentials", "sends the prepared bytes",
    ];

    private static readonly string[] OfPerpetuals = ["increase", "terms"];

    private static readonly string[] Reads =
        ["markets", "balances", "book", "tickers", "candles", "openOrders", "trades", "time"];

    public static TheoryData<string> Rows => [.. Names()];

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_row_is_proven_by_captured_requests(string name)
    {
        BridgeCase one = run.Cases.Where(one => one.Name == name).ShouldHaveSingleItem();

        one.IsPassed.ShouldBeTrue(one.Error);
    }

    [Fact]
    public void Every_other_case_of_the_bridge_passes()
    {
        string[] rows = [.. Names()];
        BridgeCase[] others = [.. run.Cases.Where(one => !rows.Contains(one.Name))];

        others.Length.ShouldBeGreaterThan(90);
        others.Where(one => !one.IsPassed).ShouldBeEmpty();
    }

    [Fact]
    public void The_table_has_twelve_exchanges_and_says_why_one_is_only_read() =>
        Table().Where(row => row["spot"]!["orders"]!.GetValue<string>() == "readOnly")
            .Select(row => row["exchange"]!.GetValue<string>()).ShouldBe(["cryptocom"]);

    private static IEnumerable<string> Names() =>
        from row in Table()
        let exchange = row["exchange"]!.GetValue<string>()
        let kinds = ((string[])["spot", "swap"])
            .Where(kind => row[kind] is JsonNode calls && calls["orders"]!.GetValue<string>() == "proven").ToArray()
        from name in kinds.SelectMany(kind => Calls.Select(call => $"{exchange} {kind} {call}"))
            .Concat(kinds.Contains("swap") ? OfPerpetuals.Select(call => $"{exchange} swap {call}") : [])
            .Concat(Reads.Select(call => $"{exchange} spot {call}")).Append($"{exchange} sandbox")
            .Concat(kinds.Length == 0 ? [$"{exchange} orders are refused"] : [])
        select name;

    private static JsonNode[] Table()
    {
        string text = File.ReadAllText(Path.Combine(BridgePrograms.Folder, "exchanges.json"));
        return [.. JsonNode.Parse(text)!.AsArray().Select(row => row!)];
    }
}
