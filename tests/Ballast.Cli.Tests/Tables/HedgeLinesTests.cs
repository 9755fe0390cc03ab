using System.Text.Json.Nodes;
using Ballast.Cli.Tables;

namespace Ballast.Cli.Tests.Tables;

public sealed class HedgeLinesTests
{
    [Fact]
    public void A_hedge_is_told_with_what_it_needs_why_that_was_not_sent_and_its_last_order() => Lines("""
        { "hedges": [ {
            "asset": "wallet", "account": "flea", "market": "BTC-PERP", "purpose": "hedge:wallet",
            "why": { "code": "hedge-too-small", "sentence": "50 of wallet should be short" },
            "order": { "step": "open", "notional": "50", "margin": "25", "fee": "0.05" },
            "notSent": { "code": "shadow", "sentence": "the policy's mode is shadow" },
            "last": { "id": "00ff", "step": "close", "notional": "40", "state": "quarantined",
              "intendedAt": "2026-01-05T09:00:30Z",
              "stateWhy": { "code": "hedge-no-proof", "sentence": "positions show nothing" } } } ] }
        """).ShouldBe(
    [
        "hedge hedge:wallet in BTC-PERP on flea: 50 of wallet should be short",
        "hedge order open 50.00, margin 25.00, fee 0.05; the policy's mode is shadow",
        "hedge last close of 40.00 at 2026-01-05T09:00:30Z: quarantined, positions show nothing (00ff)",
    ]);

    [Fact]
    public void Without_a_server_nobody_has_looked() => Lines("""
        { "hedges": [ { "asset": "wallet", "account": "flea", "market": "BTC-PERP", "purpose": "hedge:wallet",
            "why": null, "order": null, "notSent": null, "last": null } ] }
        """).ShouldBe(["hedge hedge:wallet in BTC-PERP on flea: not looked at since the start"]);

    private static List<string> Lines(string portfolio)
    {
        List<string> lines = [];
        HedgeLines.Show(JsonNode.Parse(portfolio)!.AsObject(), (name, text) =>
        {
            if (text is not null)
            {
                lines.Add($"{name} {text}");
            }
        });
        return lines;
    }
}
