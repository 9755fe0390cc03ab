using System.Text.Json.Nodes;
using Ballast.Cli.Tables;
using Spectre.Console;

namespace Ballast.Cli.Tests.Tables;

public sealed class StatusTablesTests
{
    [Fact]
    public void Without_a_target_no_weight_is_off_it()
    {
        string told = Shown("""
            [ { "id": "p", "status": "running", "quote": "USDC", "value": "100",
                "target": { "sentence": "there is no target: w.json cannot be read" },
                "snapshot": { "items": [ { "asset": "BTC", "weight": 1, "target": null, "drift": null, "band": null,
                  "isInsideBand": null, "value": "100" } ] } } ]
            """);

        told.ShouldContain("there is no target: w.json cannot be read");
        told.ShouldContain("none yet");
        told.ShouldNotContain("▶");
        told.ShouldNotContain("+");
    }

    [Fact]
    public void With_a_target_the_drift_is_seen()
    {
        string told = Shown("""
            [ { "id": "p", "status": "running", "quote": "USDC", "value": "100",
                "snapshot": { "items": [ { "asset": "BTC", "weight": 0.5, "target": 0.4, "drift": 0.1, "band": 0.05,
                  "isInsideBand": false, "value": "50" } ] } } ]
            """);

        told.ShouldContain("40.0 %");
        told.ShouldContain("▶");
    }

    [Fact]
    public void An_account_whose_orders_are_held_is_named_with_the_reason_however_well_its_venue_is()
    {
        string told = Shown("""
            [ { "id": "p", "status": "running", "quote": "USDC", "value": "100",
                "health": [ { "account": "kr", "level": "healthy", "why": null, "since": null,
                  "held": { "code": "orders-held", "sentence": "orders of kr are held: the clock was set" } } ] } ]
            """);

        told.ShouldContain("held orders of kr are held: the clock was set");
    }

    [Fact]
    public void A_transfer_is_told_with_what_it_is_for_its_fee_since_when_and_what_it_waits_for()
    {
        string told = Shown("""
            [ { "id": "p", "status": "running", "quote": "USDC", "value": "100",
                "transfer": { "id": "0a", "run": "p-2", "asset": "USDC", "units": "302.4", "from": "here",
                  "to": "there", "fee": "1", "serves": ["ETH", "SOL"], "state": "quarantined",
                  "why": { "code": "transfer-no-proof", "sentence": "nothing proves whether it was sent" },
                  "since": "2026-01-01T10:00:00Z" },
                "waitingTransfer": { "why": { "code": "fee-above-ceiling", "sentence": "moving 7 USDC: it waits." } },
                "lastTransfer": { "asset": "USDC", "units": "12", "from": "there", "to": "here", "state": "returned",
                  "why": { "code": "transfer-came-back", "sentence": "11 USDC came back, the fee was 1" },
                  "endedAt": "2026-01-01T09:00:00Z" } } ]
            """);

        told.ShouldContain("transfer 302.4 USDC from here to there for ETH, SOL, fee 1 USDC, quarantined since "
            + "2026-01-01T10:00:00Z: nothing proves whether it was sent (0a)");
        told.ShouldContain("transfer waits moving 7 USDC: it waits.");
        told.ShouldContain(
            "last transfer 12 USDC from there to here, returned 2026-01-01T09:00:00Z: 11 USDC came back");
    }

    [Fact]
    public void Perpetuals_are_a_line_each_and_one_that_could_not_be_read_is_not_none()
    {
        string told = Written(console => ExposureLines.Show(console, JsonNode.Parse("""
            [ { "id": "okx", "fault": null, "positions": [ { "symbol": "BTC/USDT:USDT", "side": "short", "size": "0.25",
                "entryPrice": "21000", "markPrice": "20001.5", "liquidationPrice": "40000", "margin": "500",
                "unrealized": "249.6", "leverage": 10, "fundingRate": 0.0001,
                "fundingAt": "2026-11-21T19:40:00Z" } ] },
              { "id": "hl", "fault": { "code": "positions-unreadable", "sentence": "hl was not read" },
                "positions": [] } ]
            """)!.AsArray()));

        told.ShouldContain(
            "perpetual at okx: short 0.25 BTC/USDT:USDT, from 21000, mark 20001.5, leverage 10, margin 500");
        told.ShouldContain("liquidation at 40000, funding 0.0001");
        told.ShouldContain("(shown, never traded)");
        told.ShouldContain("hl was not read");
    }

    [Fact]
    public void A_perpetual_that_is_a_hedge_says_for_what_it_was_opened_and_how_near_its_end_is() =>
        Written(console => ExposureLines.Show(console, JsonNode.Parse("""
            [ { "id": "flea", "fault": null, "positions": [ { "id": "pos-2", "symbol": "BTC-PERP", "side": "short",
                "size": "0.001", "notional": "50", "entryPrice": "49995", "markPrice": "50000", "leverage": 2,
                "margin": "25", "liquidationPrice": "74250", "distance": 0.485, "fundingRate": null,
                "fundingReceived": "0.01", "feesPaid": "0.05", "purpose": "hedge:wallet" } ] } ]
            """)!.AsArray())).ShouldContain(
            "short 0.001 BTC-PERP, for hedge:wallet, worth 50, from 49995, mark 50000, leverage 2, margin 25, "
            + "liquidation at 74250, 48.5 % away, funding received 0.01, fees paid 0.05 "
            + "(traded by nothing but that hedge)");

    private static string Shown(string portfolios) =>
        Written(console => StatusTables.Show(console, JsonNode.Parse(portfolios)!.AsArray(), null));

    private static string Written(Action<IAnsiConsole> show)
    {
        using StringWriter text = new();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = 240;
        show(console);
        return text.ToString();
    }
}
