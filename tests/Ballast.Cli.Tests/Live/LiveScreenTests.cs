using Ballast.Cli.Live;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using NodaTime;
using Spectre.Console;

namespace Ballast.Cli.Tests.Live;

public sealed class LiveScreenTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 4, 12, 0);

    [Theory]
    [InlineData(80, 24)]
    [InlineData(140, 40)]
    [InlineData(60, 16)]
    [InlineData(40, 10)]
    [InlineData(20, 5)]
    [InlineData(200, 6)]
    public void Fits_the_terminal_with_room_for_nothing_more(int width, int height)
    {
        string[] lines = Draw(Busy(), width, height);
        lines.Length.ShouldBeLessThanOrEqualTo(height, string.Join('\n', lines));
        lines.ShouldAllBe(line => line.TrimEnd().Length <= width);
    }

    [Fact]
    public void Shows_value_weights_decisions_open_orders_fills_market_and_address_at_80_by_24()
    {
        string picture = string.Join('\n', Draw(Busy(), 80, 24));
        foreach (string needed in new[]
        {
            "101,234.56 USDC", "+1.23 %", "simulated", "BTC", "46.0 %", "rebalance", "buy", "sell", "watching",
            "http://127.0.0.1:5080/", "2026-03-04 12:00",
        })
        {
            picture.ShouldContain(needed);
        }
    }

    [Fact]
    public void Compares_with_holding_where_there_is_room_and_calls_it_noise()
    {
        string.Join('\n', Draw(Busy(), 110, 30)).ShouldContain("+0.31 % against holding (noise over short spans)");
        string.Join('\n', Draw(Busy(), 60, 16)).ShouldNotContain("holding");
        string.Join('\n', Draw(Busy() with { AheadOfHolding = null }, 110, 30)).ShouldNotContain("holding");
    }

    /// <summary>A table squeezed into 40 columns breaks every number over three lines.</summary>
    [Fact]
    public void In_a_small_terminal_each_thing_has_one_whole_line_and_state_and_value_come_first()
    {
        Draw(Busy(), 40, 10)[..6].ShouldBe(
        [
            "● watching: core",
            "101,234.56 USDC +1.23 %",
            "simulated market (seed 7), paper money:…",
            "BTC 46.0 %, +6.0 of ±8.0",
            "ETH 28.0 %, -2.0 of ±6.0",
            "SOL 15.0 %, -5.0 of ±4.0",
        ]);
        Draw(Busy(), 20, 5)[1].ShouldBe("101,234.56 USDC +1.…");
    }

    /// <summary>What is wrong stands behind the file's name: cut off at the line's end nobody would read it.</summary>
    [Fact]
    public void A_notice_is_shown_whole_over_several_lines_and_the_latest_warning_beside_it()
    {
        LiveFrame frame = Busy() with
        {
            Notices =
            [
                "/etc/ballast/a-directory/policies/policy.jsonc was changed and is not a policy, the old one stays in "
                + "force: $.target.weights: their sum is 0.9",
                "order-settled: core: order 1 is Filled (/data/ballast.log)",
            ],
        };

        string[] lines = Draw(frame, 80, 24);

        lines.Length.ShouldBeLessThanOrEqualTo(24);
        string picture = string.Join(' ', lines.Select(line => line.Trim()));
        picture.ShouldContain("stays in force: $.target.weights: their sum is 0.9");
        picture.ShouldContain("! order-settled: core: order 1 is Filled (/data/ballast.log)");
    }

    [Theory]
    [InlineData(80, 24)]
    [InlineData(140, 40)]
    [InlineData(40, 16)]
    public void Shows_the_transfer_that_is_on_its_way(int width, int height)
    {
        LiveFrame frame = Busy() with { Transfer = "302.4 USDC from here to there, fee 1: it should arrive by noon" };

        string[] lines = Draw(frame, width, height);

        lines.Length.ShouldBeLessThanOrEqualTo(height);
        string.Join(' ', lines.Select(line => line.Trim())).ShouldContain("transfer: 302.4 USDC from here");
    }

    [Fact]
    public void Says_what_it_waits_for_before_the_first_reading()
    {
        LiveFrame empty =
            Busy() with { Value = null, Return = null, Weights = [], Decisions = [], OpenOrders = [], Fills = [] };
        string picture = string.Join('\n', Draw(empty, 80, 24));
        picture.ShouldContain("reading balances and prices");
        picture.ShouldContain("none yet");
    }

    [Theory]
    [InlineData("0", "│───┼───│", "●")]
    [InlineData("0.05", "│───┼──●│", "●")]
    [InlineData("-0.051", "◀───────│", "◀")]
    [InlineData("0.2", "│───────▶", "▶")]
    public void A_gauge_marks_the_weight_between_the_bands_edges(string drift, string drawn, string mark)
    {
        string gauge = Markup.Remove(BandGauge.Draw(
            new Weight(CanonicalDecimal.Parse(drift)), new Weight(0.05m), 9));
        gauge.ShouldBe(drift == "0" ? "│───●───│" : drawn);
        gauge.ShouldContain(mark);
    }

    private static string[] Draw(LiveFrame frame, int width, int height)
    {
        using StringWriter text = new();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(text),
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
        });
        console.Profile.Width = width;
        console.Profile.Encoding = System.Text.Encoding.UTF8;
        console.Write(LiveScreen.Draw(frame, width, height));
        return text.ToString().TrimEnd('\n').Split('\n');
    }

    private static LiveFrame Busy() => new()
    {
        Portfolio = "core",
        Market = "simulated market (seed 7), paper money: an hour a second; real time while orders travel",
        Address = new Uri("http://127.0.0.1:5080"),
        Now = Now,
        Quote = new Asset("USDC"),
        Value = new Money(101_234.56m),
        Return = 0.0123m,
        AheadOfHolding = 0.0031m,
        State = new LiveState(LiveStateKind.Calm, "watching"),
        Weights =
        [
            new LiveWeight(
                new Asset("BTC"), new Money(46_567.9m), new Weight(0.46m), new Weight(0.4m), new Weight(0.08m)),
            new LiveWeight(
                new Asset("ETH"), new Money(30_000m), new Weight(0.28m), new Weight(0.3m), new Weight(0.06m)),
            new LiveWeight(
                new Asset("SOL"), new Money(15_000m), new Weight(0.15m), new Weight(0.2m), new Weight(0.04m)),
            new LiveWeight(
                new Asset("USDC"), new Money(10_000m), new Weight(0.11m), new Weight(0.1m), new Weight(0.02m)),
        ],
        Decisions =
        [
            new LiveDecision(
                Now, "hold", "every drift is inside its band; the largest is SOL at 62 % of its band, nothing to do"),
            new LiveDecision(
                Now, "rebalance", "band: SOL is 5.0 points below its target of 20.0 %, more than its band of 4.0"),
            new LiveDecision(Now, "refuse", "price-stale: the price of BTC is 75 s old, 60 s is the most"),
        ],
        OpenOrders =
            [new LiveOrder(TradeSide.Sell, new Asset("BTC"), new Quantity(0.0123m), new Price(64_000.12m), "acked")],
        Fills =
        [
            new LiveFill(Now, TradeSide.Buy, new Asset("SOL"), new Quantity(14.123m), new Price(145.33m)),
            new LiveFill(Now, TradeSide.Sell, new Asset("BTC"), new Quantity(0.01234m), new Price(64_001.5m)),
        ],
        Runs = 2,
    };
}
