using System.Text.Json.Nodes;

namespace Ballast.Cli.Tests.Commands.Optimizing;

/// <summary><c>optimize</c> as people and programs meet it.</summary>
public sealed class OptimizeTests : IDisposable
{
    private const string Matrix = ",A,B\nA,0.04,0\nB,0,0.16\n";

    private readonly ScratchDirectory folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Prints_the_whole_document_with_all_digits()
    {
        // Unrelated variances 0.04 and 0.16: four fifths and one fifth; return 0.8 * 0.1 + 0.2 * 0.3.
        JsonNode document = await Solved("--covariance", File("c.csv", Matrix), "--mean", Means());

        document.AsObject().Select(member => member.Key).ShouldBe([
            "status", "weights", "expectedReturn", "volatility", "sharpe", "riskContributions", "frontier", "attempts",
        ]);
        Number(document, "weights", "A").ShouldBe(0.8, 1e-15);
        document["expectedReturn"]!.GetValue<double>().ShouldBe(0.14, 1e-15);
        document["volatility"]!.GetValue<double>().ShouldBe(Math.Sqrt(0.032), 1e-15);
        document["sharpe"]!.GetValue<double>().ShouldBe(0.14 / Math.Sqrt(0.032), 1e-14);
        Number(document, "riskContributions", "B").ShouldBe(0.2, 1e-15);
        document["frontier"]!.AsArray().Count.ShouldBe(50);
        document["frontier"]![49]!["weights"]!["B"]!.GetValue<double>().ShouldBe(1.0, 1e-15);
        document["attempts"]![0]!.AsObject().Select(member => member.Key)
            .ShouldBe(["method", "outcome", "reason", "iterations", "residual"]);
    }

    [Fact]
    public async Task Without_expected_returns_there_is_no_frontier_and_no_ratio()
    {
        JsonNode document = await Solved("--covariance", File("c.csv", Matrix), "--method", "risk-parity");

        Number(document, "weights", "A").ShouldBe(2.0 / 3.0, 1e-12);
        document["sharpe"].ShouldBeNull();
        document["frontier"]!.AsArray().Count.ShouldBe(0);
    }

    [Theory]
    [InlineData("min-variance")]
    [InlineData("max-sharpe")]
    [InlineData("risk-parity")]
    [InlineData("most-diversified")]
    [InlineData("inverse-volatility")]
    [InlineData("hrp")]
    [InlineData("equal")]
    [InlineData("capped-market-cap")]
    [InlineData("target-return")]
    [InlineData("target-volatility")]
    [InlineData("black-litterman")]
    [InlineData("kelly")]
    [InlineData("trailing-sharpe")]
    [InlineData("frontier")]
    public async Task Every_method_answers_on_prices_and_keeps_its_bounds(string method)
    {
        CliRun run = await CliRun.Of(
            ["optimize", "--prices", File("p.csv", Prices(80)), "--method", method, "--max", "0.7", "--json",
                .. OptionsOf(method)]);

        run.Code.ShouldBe(0, run.Error);
        run.Error.ShouldContain("365 to a year");
        JsonNode document = run.Document();
        double[] weights = [.. document["weights"]!.AsObject().Select(pair => pair.Value!.GetValue<double>())];
        weights.Length.ShouldBe(3);
        weights.ShouldAllBe(weight => weight >= -1e-12 && weight <= 0.7 + 1e-9);
        weights.Sum().ShouldBeInRange(method == "kelly" ? 0.0 : 1.0 - 1e-9, 1.0 + 1e-9);
        document["riskContributions"]!.AsObject().Sum(pair => pair.Value!.GetValue<double>()).ShouldBe(1.0, 1e-9);
    }

    [Fact]
    public async Task Draws_for_people()
    {
        CliRun run = await CliRun.Of(
            "optimize", "--covariance", File("c.csv", Matrix), "--mean", Means(), "--method", "max-sharpe");

        run.Code.ShouldBe(0, run.Error);
        foreach (string word in (string[])["asset", "risk", "Sharpe", "volatility a year", "●", "critical line"])
        {
            run.Out.ShouldContain(word);
        }

        run.Out.Split('\n').ShouldAllBe(line => line.Length <= 100);
    }

    [Fact]
    public async Task A_refusal_ends_with_one_and_a_fallback_is_seen()
    {
        string[] question =
            ["optimize", "--covariance", File("c.csv", Matrix), "--mean", Means(), "--risk-free", "0.5", "--method",
                "max-sharpe", "--json"];

        CliRun refused = await CliRun.Of(question);
        refused.Code.ShouldBe(1);
        refused.Error.ShouldContain("risk-free 50 %");
        refused.Document()["status"]!.GetValue<string>().ShouldBe("refused");
        refused.Document()["attempts"]![0]!["outcome"]!.GetValue<string>().ShouldBe("refused");
        JsonNode document = await Solved([.. question[1..^1], "--fallback", "hrp"]);
        document["attempts"]!.AsArray().Select(attempt => attempt!["outcome"]!.GetValue<string>())
            .ShouldBe(["refused", "solved"]);
    }

    [Theory]
    [InlineData("ewm", "exponentially-weighted", "historical", "arithmetic")]
    [InlineData("oas", "oracle-approximating", "capm", "capital-asset-pricing")]
    public async Task A_short_word_and_the_name_in_a_policy_mean_the_same_estimator(
        string shortWord, string name, string shortMean, string mean)
    {
        string prices = File("p.csv", Prices(80));
        string[] question = ["--prices", prices, "--method", "target-return", "--target-return", "0"];

        JsonNode by = await Solved([.. question, "--estimator", name, "--mean-estimator", mean]);
        JsonNode other = await Solved([.. question, "--estimator", shortWord, "--mean-estimator", shortMean]);

        by.ToJsonString().ShouldBe(other.ToJsonString());
    }

    [Fact]
    public async Task Missing_rows_are_noted_and_bad_options_name_themselves()
    {
        string[] lines = Prices(80).Split('\n');
        string holed = File("hole.csv", string.Join('\n', lines.Where((_, line) => line is < 50 or > 55)));

        CliRun run = await CliRun.Of("optimize", "--prices", holed, "--json");
        CliRun budget = await CliRun.Of(
            "optimize", "--prices", holed, "--method", "risk-parity", "--budget", "BTC=-1");
        CliRun window = await CliRun.Of("optimize", "--prices", File("p.csv", Late(80)), "--lookback", "70d");

        run.Code.ShouldBe(0, run.Error);
        run.Error.ShouldContain("7 periods were left out");
        run.Error.ShouldContain("6 bars are missing");
        budget.ShouldFail(2, "--budget gives BTC -1");
        window.ShouldFail(2, "p.csv");
    }

    [Fact]
    public async Task Fixed_weights_and_groups_are_kept()
    {
        JsonNode document = await Solved(
            "--covariance", File("c.csv", Matrix), "--fixed", "USDC=0.10", "--method", "risk-parity");
        Number(document, "weights", "USDC").ShouldBe(0.1, 1e-15);
        Number(document, "weights", "A").ShouldBe(0.6, 1e-12);

        document = await Solved("--covariance", File("c.csv", Matrix), "--group", "A<=0.3");
        Number(document, "weights", "A").ShouldBe(0.3, 1e-9);
    }

    [Fact]
    public async Task A_fixed_asset_that_the_files_know_counts_with_its_risk_where_others_are_chosen()
    {
        // 0.5^2 0.16 = 0.2^2 are B's alone; A gets the other half.
        JsonNode document = await Solved(
            "--covariance", File("c.csv", Matrix), "--assets", "A", "--fixed", "B=0.5", "--method", "risk-parity");
        document["volatility"]!.GetValue<double>().ShouldBe(Math.Sqrt((0.25 * 0.04) + (0.25 * 0.16)), 1e-12);
        Number(document, "riskContributions", "B").ShouldBe(0.8, 1e-12);

        CliRun refused = await CliRun.Of(
            "optimize", "--prices", File("p.csv", Prices(80)), "--assets", "BTC,ETH", "--fixed", "SOL=0.9", "--max",
            "1", "--method", "target-volatility", "--target-volatility", "0.05", "--min", "0");
        refused.ShouldFail(1, "volatility");
    }

    [Fact]
    public async Task An_asset_that_does_not_move_is_left_out_with_a_note()
    {
        string file = File("s.csv", ",A,B,S\nA,0.04,0,0\nB,0,0.16,0\nS,0,0,0\n");

        CliRun run = await CliRun.Of("optimize", "--covariance", file, "--method", "inverse-volatility", "--json");

        run.Code.ShouldBe(0, run.Error);
        Number(run.Document(), "weights", "A").ShouldBe(2.0 / 3.0, 1e-12);
        Number(run.Document(), "weights", "S").ShouldBe(0.0);
        run.Error.ShouldContain("note: inverse-volatility: S does not move at all");
        run.Document()["attempts"]![0]!["reason"]!.GetValue<string>().ShouldContain("left at 0 %");
    }

    [Fact]
    public async Task A_covariance_with_a_negative_variance_is_used_as_given_with_a_note_or_refused()
    {
        // Correlations of 0.9, 0.9 and -0.9 cannot be: the least eigenvalue is -0.8.
        string file = File("c.csv", ",A,B,C\nA,1,0.9,0.9\nB,0.9,1,-0.9\nC,0.9,-0.9,1\n");

        CliRun spread = await CliRun.Of("optimize", "--covariance", file, "--method", "equal", "--json");
        CliRun least = await CliRun.Of("optimize", "--covariance", file, "--json");

        spread.Code.ShouldBe(0, spread.Error);
        spread.Error.ShouldContain("least eigenvalue -0.8); it is used as given");
        least.ShouldFail(2, "negative variance");
    }

    [Theory]
    [InlineData(",A,B\nA,0.04,NaN\nB,0,0.16\n", "line 2", "B")]
    [InlineData(",A,B\nA,0.04,0.01\nB,0.02,0.16\n", "line 3", "not symmetric")]
    [InlineData(",A,A\nA,0.04,0\nA,0,0.16\n", "line 1", "twice")]
    [InlineData(",A,B\nA,0.04\nB,0,0.16\n", "line 2", "1 numbers where 2")]
    [InlineData(",A,B\nA,0.04,0\n", "square", "c.csv")]
    [InlineData(",A,B\nB,0.04,0\nA,0,0.16\n", "line 2", "order")]
    [InlineData(",A,B\nA,-0.04,0\nB,0,0.16\n", "line 2", "below zero")]
    public async Task A_covariance_that_is_none_is_refused_with_its_line(string text, string where, string what)
    {
        CliRun run = await CliRun.Of("optimize", "--covariance", File("c.csv", text), "--json");

        run.ShouldFail(2, where, what);
        run.Out.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("name,mean\nA,0.1\nB,0.2\nC,0.3\n", "line 4", "'C' is not in the covariance")]
    [InlineData("name,mean\nA,0.1\n", "line 2: the file ends without an expected return for B", "m.csv")]
    [InlineData("A,0.1\nA,0.2\n", "line 2", "twice")]
    [InlineData("A,0.1\nB,infinite\n", "line 2", "finite")]
    public async Task Expected_returns_that_do_not_fit_are_refused_with_their_line(
        string text, string where, string what)
    {
        CliRun run = await CliRun.Of(
            "optimize", "--covariance", File("c.csv", Matrix), "--mean", File("m.csv", text));

        run.ShouldFail(2, where, what);
    }

    [Theory]
    [InlineData("date,BTC\n2024-01-02,1\n2024-01-01,2\n", "line 3")]
    [InlineData("date,BTC\n2024-01-01,1\n2024-01-01,2\n", "line 3")]
    [InlineData("date,BTC\n2024-01-01,1\n2024-01-02,2\n", "window of 60d is longer than the prices")]
    public async Task Prices_that_do_not_serve_are_refused(string text, string what)
    {
        (await CliRun.Of("optimize", "--prices", File("p.csv", text))).ShouldFail(2, what);
    }

    [Theory]
    [InlineData("--min", "0.6", "sum to between 120 %")]
    [InlineData("--max", "0.4", "80 %")]
    [InlineData("--min", "A=0.9,A=0.8", "twice")]
    [InlineData("--min", "C=0.1", "C")]
    [InlineData("--max", "lots", "--max")]
    [InlineData("--fixed", "USDC=1.5", "USDC")]
    [InlineData("--method", "magic", "magic")]
    [InlineData("--method", "target-return", "--target-return")]
    [InlineData("--method", "max-sharpe", "expected returns")]
    [InlineData("--method", "frontier", "expected returns")]
    [InlineData("--points", "1", "--points")]
    [InlineData("--view", "A is great", "--view")]
    [InlineData("--edge", "A = 1.2", "--edge")]
    [InlineData("--group", "A=0.2", "--group")]
    [InlineData("--lookback", "soon", "--lookback")]
    [InlineData("--risk-free", "NaN", "--risk-free")]
    [InlineData("--assets", "A,Z", "--assets")]
    [InlineData("--resample", "5", "give --prices")]
    public async Task A_question_that_cannot_be_met_names_what_is_wrong(string option, string value, string what)
    {
        (await CliRun.Of("optimize", "--covariance", File("c.csv", Matrix), option, value)).ShouldFail(2, what);
    }

    [Theory]
    [InlineData("min-variance")]
    [InlineData("risk-parity")]
    [InlineData("black-litterman")]
    [InlineData("kelly")]
    public async Task Resampled_weights_come_from_a_seed_and_keep_budget_and_bounds(string method)
    {
        string prices = File("p.csv", Prices(80));
        string[] question =
            ["optimize", "--prices", prices, "--method", method, "--max", "0.7", "--fixed", "USDC=0.1", "--json",
                .. OptionsOf(method)];

        CliRun plain = await CliRun.Of(question);
        CliRun run = await CliRun.Of([.. question, "--resample", "20", "--seed", "7"]);
        CliRun again = await CliRun.Of([.. question, "--resample", "20", "--seed", "7"]);
        CliRun other = await CliRun.Of([.. question, "--resample", "20"]);

        run.Code.ShouldBe(0, run.Error);
        run.Error.ShouldContain($"note: {method}: mean of the weights of 20 drawn histories, seed 7");
        again.Out.ShouldBe(run.Out);
        JsonNode document = run.Document();
        string weights = document["weights"]!.ToJsonString();
        other.Document()["weights"]!.ToJsonString().ShouldNotBe(weights);
        plain.Document()["weights"]!.ToJsonString().ShouldNotBe(weights);
        double[] each = [.. document["weights"]!.AsObject().Select(pair => pair.Value!.GetValue<double>())];
        each.ShouldAllBe(weight => weight >= -1e-12 && weight <= 0.7 + 1e-9);
        each.Sum().ShouldBeInRange(method == "kelly" ? 0.1 : 1.0 - 1e-9, 1.0 + 1e-9);
        Number(document, "weights", "USDC").ShouldBe(0.1);
        document["attempts"]![1]!["residual"].ShouldBeNull();
        document["attempts"]![1]!["iterations"]!.GetValue<int>().ShouldBe(20);
    }

    [Fact]
    public async Task Draws_in_which_nothing_beats_the_risk_free_rate_are_said_and_half_of_them_refuse()
    {
        string[] question =
            ["optimize", "--prices", File("p.csv", Prices(80)), "--method", "max-sharpe", "--resample", "100"];

        CliRun some = await CliRun.Of([.. question, "--max", "1", "--risk-free", "3"]);
        CliRun most = await CliRun.Of(
            [.. question, "--max", "0.34", "--risk-free", "3.5", "--seed", "2", "--json"]);

        some.Code.ShouldBe(0, some.Error);
        some.Error.ShouldContain(
            "mean of the weights of 93 drawn histories, seed 1; 7 of 100 draws had no answer and are not in it "
                + "(nothing-above-risk-free: 7)");
        some.Out.ShouldContain("max-sharpe solved by resampling, 100 steps\n");
        most.ShouldFail(1, "answered on 50 of 100 drawn histories only", "leave --resample out");
        most.Document()["status"]!.GetValue<string>().ShouldBe("refused");
    }

    [Theory]
    [InlineData("--resample 0", "--resample is '0', it must be 1 to 10000")]
    [InlineData("--resample many", "--resample is 'many'")]
    [InlineData("--resample 5 --seed x", "--seed is 'x'")]
    [InlineData("--seed 5", "--resample, which is missing")]
    [InlineData("--resample 5 --method frontier", "no frontier")]
    [InlineData("--resample 5 --estimator ewm", "no order")]
    public async Task Draws_that_cannot_be_made_are_bad_input(string options, string what)
    {
        string[] prices = ["optimize", "--prices", File("p.csv", Prices(80))];

        (await CliRun.Of([.. prices, .. options.Split(' ')])).ShouldFail(2, what);
    }

    [Fact]
    public async Task Views_have_a_frontier_without_given_means_and_say_what_given_ones_are_for()
    {
        string[] question =
        [
            "optimize", "--covariance", File("c.csv", Matrix), "--method", "black-litterman", "--view",
            "A = 0.2 @ 0.5", "--json",
        ];

        CliRun run = await CliRun.Of(question);
        CliRun given = await CliRun.Of([.. question, "--mean", Means()]);

        JsonNode document = run.Document();
        document["frontier"]!.AsArray().Count.ShouldBe(50);
        given.Out.ShouldBe(run.Out);
        given.Error.ShouldContain("--mean counts for fixed assets and other methods alone");
        double best = document["frontier"]!.AsArray().Max(point => point!["sharpe"]!.GetValue<double>());
        best.ShouldBeLessThanOrEqualTo(document["sharpe"]!.GetValue<double>() + 1e-9);
    }

    private static string[] OptionsOf(string method) => method switch
    {
        "target-return" => ["--target-return", "0.1"],
        "target-volatility" => ["--target-volatility", "0.9"],
        "capped-market-cap" => ["--market", "BTC=5,ETH=3,SOL=2"],
        "black-litterman" => ["--market", "BTC=5,ETH=3,SOL=2", "--view", "BTC - ETH = 0.1 @ 0.6"],
        _ => [],
    };

    private static double Number(JsonNode document, string block, string name) =>
        document[block]![name]!.GetValue<double>();

    // Three walks that rise and are not alike, from nothing but sines.
    private static string Prices(int days)
    {
        DateOnly first = new(2024, 1, 1);
        IEnumerable<string> lines = Enumerable.Range(0, days).Select(day => FormattableString.Invariant(
            $"{first.AddDays(day):yyyy-MM-dd},{100 + day + (5 * Math.Sin(day)):0.###},")
            + FormattableString.Invariant($"{50 + (0.6 * day) + (4 * Math.Cos(1.7 * day)):0.###},")
            + FormattableString.Invariant($"{20 + (0.5 * day) + (2 * Math.Sin(2.3 * day)):0.###}"));
        return "date,BTC,ETH,SOL\n" + string.Join('\n', lines) + "\n";
    }

    // SOL begins thirty days after the others.
    private static string Late(int days) => string.Join(
        '\n',
        Prices(days).Split('\n')
            .Select((line, day) => day is > 0 and <= 30 ? line[..(line.LastIndexOf(',') + 1)] : line));

    private static async Task<JsonNode> Solved(params string[] arguments)
    {
        CliRun run = await CliRun.Of(["optimize", .. arguments, "--json"]);
        run.Code.ShouldBe(0, run.Error);
        JsonNode document = run.Document();
        document["status"]!.GetValue<string>().ShouldBe("solved");
        return document;
    }

    private string Means() => File("m.csv", "name,mean\nB,0.3\nA,0.1\n");

    private string File(string name, string text) => folder.Write(name, text);
}
