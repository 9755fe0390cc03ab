using System.Text;
using Ballast.Core.Amounts;
using Ballast.Core.Policies;
using NodaTime;

namespace Ballast.Core.Tests.Policies;

public sealed class PolicyReaderTests
{
    [Theory]
    [MemberData(nameof(BadPolicies.Fields), MemberType = typeof(BadPolicies))]
    public void Refuses_a_bad_field_with_its_path_and_what_is_allowed(string fields, string path, string fragment)
    {
        IReadOnlyList<PolicyError> errors = PolicyText.Errors(PolicyText.With(fields));

        PolicyError error = errors.Where(e => e.Path == path).ShouldHaveSingleItem(string.Join("\n", errors));
        error.ToString().ShouldContain(fragment);
        errors.Count.ShouldBe(1, string.Join("\n", errors));
    }

    [Theory]
    [InlineData("\"Core\"", "\"USDC\"", "[\"paper\"]", "{ \"weights\": { \"BTC\": 1 } }", "$.portfolio", "lower-case")]
    [InlineData("\"core\"", "\"US DC\"", "[\"paper\"]", "{ \"weights\": { \"BTC\": 1 } }", "$.quote", "an asset name")]
    [InlineData("\"core\"", "\"USDC\"", "[]", "{ \"weights\": { \"BTC\": 1 } }", "$.accounts", "a list of 1 to 64")]
    [InlineData(
        "\"core\"", "\"USDC\"", "[\"a\", \"a\"]", "{ \"weights\": { \"BTC\": 1 } }", "$.accounts[1]", "none twice")]
    [InlineData(
        "\"core\"", "\"USDC\"", "\"paper\"", "{ \"weights\": { \"BTC\": 1 } }", "$.accounts", "found \"paper\"")]
    [InlineData("\"core\"", "\"USDC\"", "[\"paper\"]", "{}", "$.target", "exactly one of")]
    [InlineData("\"core\"", "\"USDC\"", "[\"paper\"]", "{ \"weights\": {} }", "$.target.weights", "1 to 1000 assets")]
    [InlineData(
        "\"core\"",
        "\"USDC\"",
        "[\"paper\"]",
        "{ \"weights\": { \"BTC\": 0.99 } }",
        "$.target.weights",
        "0.01 is missing")]
    [InlineData(
        "\"core\"",
        "\"USDC\"",
        "[\"paper\"]",
        "{ \"weights\": { \"A\": 0.6, \"B\": 0.5 } }",
        "$.target.weights",
        "0.1 is too much")]
    [InlineData(
        "\"core\"",
        "\"USDC\"",
        "[\"paper\"]",
        "{ \"weights\": { \"A\": 1.1, \"B\": -0.1 } }",
        "$.target.weights.B",
        "from 0")]
    [InlineData(
        "\"core\"",
        "\"USDC\"",
        "[\"paper\"]",
        "{ \"weights\": { \"A\": \"x\" } }",
        "$.target.weights.A",
        "found \"x\"")]
    [InlineData(
        "\"core\"",
        "\"USDC\"",
        "[\"paper\"]",
        "{ \"weights\": { \"A\": 0.5, \"A\": 0.5 } }",
        "$.target.weights.A",
        "each asset once")]
    [InlineData("\"core\"", "\"USDC\"", "[\"paper\"]", "{ \"BTC\": 1 }", "$.target.BTC", "only weights")]
    public void Refuses_bad_required_fields(
        string portfolio, string quote, string accounts, string target, string path, string fragment)
    {
        string text =
            $$"""
            { "portfolio": {{portfolio}}, "quote": {{quote}}, "accounts": {{accounts}}, "target": {{target}} }
            """;

        PolicyText.Errors(text).Where(e => e.Path == path).ShouldHaveSingleItem().ToString().ShouldContain(fragment);
    }

    [Theory]
    [InlineData("", "JSON with comments")]
    [InlineData("[]", "found an array")]
    [InlineData("{", "JSON with comments")]
    [InlineData("{ \"portfolio\": \"\\ud800\" }", "not valid Unicode")]
    [InlineData("{ \"portfolio\": \"a\" } trailing", "JSON with comments")]
    [InlineData("{ \"portfolio\": \"a\", }", "JSON with comments")]
    public void Refuses_what_is_no_object_of_json(string text, string fragment)
    {
        PolicyError error = PolicyText.Errors(text)[0];

        error.Path.ShouldBe("$");
        error.ToString().ShouldContain(fragment);
    }

    [Theory]
    [InlineData("{ \"portfolio\": NaN }", "$.portfolio", "NaN")]
    [InlineData("{ \"target\": { \"weights\": { \"BTC\": NaN, \"ETH\": 0.5 } } }", "$.target.weights.BTC", "NaN")]
    [InlineData("{ \"trigger\": {\n \"emergency\": -Infinity } }", "$.trigger.emergency", "-Infinity")]
    [InlineData("{ \"quote\": USDC }", "$.quote", "USDC")]
    public void Names_the_field_whose_value_is_no_json(string text, string path, string found)
    {
        PolicyError error = PolicyText.Errors(text).ShouldHaveSingleItem();

        error.Path.ShouldBe(path);
        error.Found.ShouldBe(found);
        error.Allowed.ShouldContain("a number of digits");
    }

    [Theory]
    [InlineData("", "found nothing but blanks and comments")]
    [InlineData("{", "found an end before all brackets are closed")]
    [InlineData("{ \"portfolio\": \"a\", }", "found a comma with nothing after it")]
    public void Says_in_plain_words_why_a_file_is_no_json(string text, string words)
    {
        string error = PolicyText.Errors(text).ShouldHaveSingleItem().ToString();

        error.ShouldContain(words);
        error.ShouldNotContain("isFinalBlock");
    }

    [Fact]
    public void Refuses_two_assets_that_differ_by_case_alone() =>
        PolicyText.Errors(
            """
            { "portfolio": "a", "quote": "USDC", "accounts": ["a"],
              "target": { "weights": { "BTC": 0.5, "btc": 0.3, "USDC": 0.2 } } }
            """)
            .ShouldHaveSingleItem().ToString().ShouldContain("upper and lower case alone");

    [Fact]
    public void Refuses_deep_nesting_and_huge_files()
    {
        PolicyText.Errors(string.Concat(Enumerable.Repeat("{\"a\":", 5000))).ShouldHaveSingleItem().Path.ShouldBe("$");
        PolicyText.Errors(new string(
            ' ', PolicyReader.LargestFileBytes + 1)).ShouldHaveSingleItem().Allowed.ShouldBe("at most 1048576 bytes");
    }

    [Fact]
    public void Reports_all_errors_in_one_reading_with_their_lines()
    {
        const string Text =
            """
            {
              "portfolio": "core",   // fine
              "quote": "US DC",
              "accounts": [],
              "target": { "weights": {
                "BTC": 0.5 } },
              "trigger": {
                "band": { "relative": 7 },
                "schedule": { "destination": "target" } },
              "extra": 1
            }
            """;

        PolicyText.Errors(Text).Select(error => (error.Path, error.Line)).ShouldBe(
        [
            ("$.extra", 10),
            ("$.quote", 3),
            ("$.accounts", 4),
            ("$.trigger.band.relative", 8),
            ("$.trigger.schedule.cron", 9),
            ("$.target.weights", 5),
        ]);
    }

    [Fact]
    public void A_block_left_out_means_no_such_thing_and_the_documented_defaults()
    {
        Policy policy = PolicyText.Policy($"{{ {PolicyText.Required} }}");

        policy.Mode.ShouldBe(TradingMode.Paper);
        policy.Trigger.CheckEvery.ShouldBe(Duration.FromHours(1));
        policy.Trigger.Band.ShouldBeNull();
        policy.Trade.Scope.ShouldBe(PlanScope.Whole);
        policy.Trade.Flows.ShouldBe(FlowUse.First);
        policy.Execution.Style.ShouldBe(ExecutionStyle.Market);
        policy.Costs.TakerFeeBps.ShouldBe(10m);
        policy.Guards.MaxPriceAge.ShouldBe(Duration.FromSeconds(60));
        policy.Guards.MaxOrderNotional.ShouldBeNull();
    }

    [Fact]
    public void Reads_every_field_of_a_full_file()
    {
        Policy policy = PolicyText.Policy(FullPolicy.Text);

        policy.Equivalents[new Asset("USDC")].Select(asset => asset.Symbol).ShouldBe(["USDT", "USD"]);
        policy.Locked[new Asset("ETH")].Value.ShouldBe(1.5m);
        policy.NoSell.ShouldContain(new Asset("SOL"));
        policy.Trigger.Band!.Relative.ShouldBe(0.20m);
        policy.Trigger.Band.PerAsset[new Asset("SOL")].Value.ShouldBe(0.08m);
        policy.Trigger.Schedule.ShouldBe(new SchedulePolicy("0 0 1 * *", "UTC", Destination.Target));
        policy.Trigger.VolatilityBand!.Respond.ShouldBe(VolatilityResponse.Tighten);
        policy.Trigger.AtrSchedule!.Wild.ShouldBe(Duration.FromDays(1));
        policy.Trigger.CashFlow.ShouldBe(new CashFlowPolicy(new Money(50m)));
        policy.Trigger.InflowShock.ShouldBe(new Weight(0.10m));
        policy.Trigger.VolatilitySpike!.CalmFor.ShouldBe(Duration.FromDays(3));
        policy.Trigger.Drawdown!.Lookback.ShouldBe(Duration.FromDays(90));
        policy.Trade.Reserve[new Asset("USDC")].Value.ShouldBe(25m);
        policy.Execution.MaxDepthShare.ShouldBe(0.10m);
        policy.Guards.Session.ShouldBe(Duration.FromDays(1));
    }

    [Fact]
    public void Reads_a_check_on_every_tick() =>
        PolicyText.Policy(
            PolicyText.With("\"trigger\": { \"checkEvery\": \"tick\" }")).Trigger.CheckEvery.ShouldBeNull();

    [Theory]
    [InlineData("0.1", "0.1")]
    [InlineData("1e-2", "0.01")]
    [InlineData("12.50e1", "125")]
    [InlineData("\"0.30\"", "0.3")]
    [InlineData("0.0000000000000000000000000001", "0.0000000000000000000000000001")]
    [InlineData("123456789.1234567890123456789", "123456789.1234567890123456789")]
    [InlineData("0e999999", "0")]
    [InlineData("100000e-5", "1")]
    public void Reads_numbers_from_their_digits(string written, string exact) =>
        PolicyText.Policy(PolicyText.With(
            $"\"trade\": {{ \"minNotional\": {written} }}")).Trade.MinNotional.ToString().ShouldBe(exact);

    [Fact]
    public void Takes_thirds_that_sum_to_one_as_written()
    {
        PolicyText.Errors(
            """
            { "portfolio": "p", "quote": "A", "accounts": ["x"], "target": { "weights": {
              "A": 0.3333333333333333333333333333, "B": 0.3333333333333333333333333333,
              "C": 0.3333333333333333333333333334 } } }
            """).ShouldBeEmpty();
    }

    [Fact]
    public void Names_the_quote_with_a_weight_of_zero_where_the_target_does_not()
    {
        PolicyReading unnamed = PolicyReader.Read(
            """{ "portfolio": "p", "quote": "USDC", "accounts": ["x"], "target": { "weights": { "BTC": 1 } } }""");
        PolicyReading named = PolicyReader.Read(
            """
            { "portfolio": "p", "quote": "USDC", "accounts": ["x"], "target": { "weights": { "BTC": 1.0, "USDC": 0 } } }
            """);

        PolicyReading.Read read = unnamed.ShouldBeOfType<PolicyReading.Read>();
        read.Policy.Target[new Asset("USDC")].ShouldBe(Weight.Zero);
        read.Hash.ShouldBe(named.ShouldBeOfType<PolicyReading.Read>().Hash);
    }

    [Fact]
    public void Costs_of_a_single_asset_that_are_left_out_are_as_above()
    {
        CostPolicy costs = PolicyText.Policy(PolicyText.With(
            "\"costs\": { \"perAsset\": { \"BTC\": { \"takerFeeBps\": 4 } }, \"spreadBps\": 6 }")).Costs;

        costs.PerAsset[new Asset("BTC")].SpreadBps.ShouldBe(6m);
        costs.PerAsset[new Asset("BTC")].TakerFeeBps.ShouldBe(4m);
        costs.TakerFeeBps.ShouldBe(10m);
    }

    [Fact]
    public void Skips_a_byte_order_mark() =>
        PolicyReader.Read((byte[])[0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes($"{{ {PolicyText.Required} }}")])
            .ShouldBeOfType<PolicyReading.Read>();

    [Fact]
    public void Widths_may_come_from_the_volatility_band_alone() =>
        PolicyText.Errors(PolicyText.With(
            """
            "trigger": { "band": { "destination": "half" }, "volatilityBand":
                { "respond": "widen", "base": 0.05, "min": 0.02, "max": 0.10, "window": 20 } }
            """)).ShouldBeEmpty();
}
