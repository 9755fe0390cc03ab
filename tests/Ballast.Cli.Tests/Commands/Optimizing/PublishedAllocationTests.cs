using System.Globalization;
using System.Text.Json.Nodes;
using Ballast.Testing;

namespace Ballast.Cli.Tests.Commands.Optimizing;

/// <summary><c>optimize</c> on published problems, from the files that a person would write.</summary>
public sealed class PublishedAllocationTests : IDisposable
{
    private readonly ScratchDirectory folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("gmv_long_only", "min-variance", "1")]
    [InlineData("gmv_cap25", "min-variance", "0.25")]
    [InlineData("erc", "risk-parity", "1")]
    [InlineData("mdp", "most-diversified", "1")]
    [InlineData("inverse_vol", "inverse-volatility", "1")]
    public async Task Fifteen_coins_agree_with_two_solvers(string expected, string method, string most)
    {
        JsonNode coins = Json("optimizer/crypto_reference/expected_weights.json")["crypto15_2022"]!;
        string[] names = [.. coins["assets"]!.AsArray().Select(name => name!.GetValue<string>())];

        JsonNode document = await Solved(
            names, Rows(coins["cov_annual"]!), Numbers(coins["mu_annual"]!), "--method", method, "--max", most);

        ShouldBeNear(Weights(document, names), Numbers(coins[expected]!), 1e-9);
    }

    [Theory]
    [InlineData("cla_markowitz_todd_10")]
    [InlineData("cla_markowitz_ch8")]
    [InlineData("cla_kwan")]
    public async Task The_turning_points_are_those_of_the_books(string id)
    {
        JsonNode vector = Vector(id);
        JsonNode[] corners =
            [.. vector["expected"]!["corner_portfolios_and_lambda"]!.AsArray().Select(corner => corner![0]!).Reverse()];
        string[] names = Names(corners[0].AsArray().Count);

        JsonNode document = await Solved(
            names, Rows(vector["input"]!["cov"]!), Numbers(vector["input"]!["mu"]!), "--method", "frontier",
            "--points", "turning");

        JsonArray frontier = document["frontier"]!.AsArray();
        frontier.Count.ShouldBe(corners.Length);
        for (int k = 0; k < corners.Length; k++)
        {
            ShouldBeNear(Weights(frontier[k]!, names), Numbers(corners[k]), 1e-12);
        }
    }

    [Theory]
    [InlineData("cla_markowitz_todd_10", "max-sharpe", 1e-12)]
    [InlineData("erc_bai_scheinberg", "risk-parity", 1e-3)]
    [InlineData("erc_mrt_ex1", "risk-parity", 5e-3)]
    [InlineData("rb_uncorrelated", "risk-parity", 1e-9)]
    [InlineData("mdp_choueifaty_1", "most-diversified", 1e-6)]
    [InlineData("mdp_choueifaty_2", "most-diversified", 5e-3)]
    [InlineData("gmv_bai_scheinberg_box", "min-variance", 1e-7)]
    [InlineData("gmv_roncalli", "min-variance", 1e-5)]
    [InlineData("gmv_roncalli_min10", "min-variance", 1e-5)]
    [InlineData("mv_roncalli_ret6_max40", "target-return", 1e-5)]
    [InlineData("maxsharpe_kwan_yuan", "max-sharpe", 1e-4)]
    public async Task Papers_are_met_to_their_printed_digits(string id, string method, double tolerance)
    {
        JsonNode vector = Vector(id);
        JsonNode input = vector["input"]!;
        double[][] covariance = Rows(input["cov"]!);
        string[] names = Names(covariance.Length);
        List<string> options = ["--method", method];
        foreach ((string field, string option) in (ReadOnlySpan<(string, string)>)
            [("lower", "--min"), ("upper", "--max"), ("budgets", "--budget")])
        {
            if (input[field] is JsonArray each)
            {
                options.AddRange(
                    [option, string.Join(',', names.Zip(Numbers(each), (name, bound) => $"{name}={Text(bound)}"))]);
            }
            else if (input[field] is { } all)
            {
                options.AddRange([option, Text(all.GetValue<double>())]);
            }
        }

        options.AddRange(input["target"] is { } target ? ["--target-return", Text(target.GetValue<double>())] : []);
        options.AddRange(input["rf"] is { } rate ? ["--risk-free", Text(rate.GetValue<double>())] : []);
        JsonNode expected = vector["expected"]!["max_sharpe_rf0"]?["weights"] ?? vector["expected"]!["weights"]!;

        JsonNode document = await Solved(
            names, covariance, input["mu"] is { } mean ? Numbers(mean) : [], [.. options]);

        ShouldBeNear(Weights(document, names), Numbers(expected), tolerance);
    }

    [Fact]
    public async Task Port1_of_the_OR_library_has_its_least_variance_and_its_frontier()
    {
        double[][] shares = Csv("optimizer/orlib/port1_return.csv");
        string[] names = Names(shares.Length);
        double[][] covariance = [.. shares.Select(_ => new double[shares.Length])];
        foreach (double[] entry in Csv("optimizer/orlib/port1_risk.csv"))
        {
            (int i, int j) = ((int)entry[0] - 1, (int)entry[1] - 1);
            covariance[i][j] = covariance[j][i] = entry[2] * shares[i][1] * shares[j][1];
        }

        JsonNode document = await Solved(
            names, covariance, [.. shares.Select(share => share[0])], "--method", "frontier", "--points", "2000");

        double[] least = [.. Csv("optimizer/orlib/port1_gmv_weights.csv").Select(row => row[0])];
        ShouldBeNear(Weights(document, names), least, 1e-9);
        double[][] published = [.. Csv("optimizer/orlib/port1_frontier.csv").Reverse()];
        JsonArray frontier = document["frontier"]!.AsArray();
        frontier.Count.ShouldBe(2000);
        for (int k = 0; k < published.Length; k++)
        {
            // Both lists are even steps of return between ends that are printed to six and ten digits, so that points
            // lie up to 1.3e-7 apart in return; the exact comparison is in the tests of Numerics.
            frontier[k]!["expectedReturn"]!.GetValue<double>().ShouldBe(published[k][0], 1.3e-7);
            double volatility = frontier[k]!["volatility"]!.GetValue<double>();
            (volatility * volatility).ShouldBe(published[k][1], 1.5e-7);
        }
    }

    private static double[] Weights(JsonNode portfolio, string[] names) =>
        [.. names.Select(name => portfolio["weights"]![name]!.GetValue<double>())];

    private static void ShouldBeNear(double[] actual, double[] expected, double tolerance) =>
        actual.ShouldBe(expected, tolerance);

    private static string[] Names(int count) => [.. Enumerable.Range(1, count).Select(i => $"S{i}")];

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static double[] Numbers(JsonNode array) =>
        [.. array.AsArray().Select(number => number!.GetValue<double>())];

    private static double[][] Rows(JsonNode rows) => [.. rows.AsArray().Select(row => Numbers(row!))];

    private static JsonNode Vector(string id) => Json("optimizer/vectors/test_vectors.json")["vectors"]!.AsArray()
        .Single(vector => vector!["id"]!.GetValue<string>() == id)!;

    private static JsonNode Json(string name) => JsonNode.Parse(File.ReadAllText(PathOf(name)))!;

    private static double[][] Csv(string name) => [.. File.ReadLines(PathOf(name)).Where(line => line.Length > 0)
        .Select(line => line.Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray())];

    private static string PathOf(string name)
    {
        ReferenceFile found = ReferenceFile.Locate(name);
        if (found is ReferenceFile.NoFolder none)
        {
            Assert.Skip(none.Why);
        }

        return ((ReferenceFile.Found)found).Path;
    }

    private async Task<JsonNode> Solved(string[] names, double[][] covariance, double[] mean, params string[] options)
    {
        IEnumerable<string> rows = names.Zip(covariance, (name, row) => $"{name},{string.Join(',', row.Select(Text))}");
        string file = folder.Write("c.csv", $",{string.Join(',', names)}\n{string.Join('\n', rows)}\n");
        List<string> arguments = ["optimize", "--covariance", file, .. options, "--json"];
        if (mean.Length > 0)
        {
            IEnumerable<string> lines = names.Zip(mean, (name, value) => $"{name},{Text(value)}");
            arguments.AddRange(["--mean", folder.Write("m.csv", $"name,mean\n{string.Join('\n', lines)}\n")]);
        }

        CliRun run = await CliRun.Of([.. arguments]);
        run.Code.ShouldBe(0, run.Error);
        return run.Document();
    }
}
