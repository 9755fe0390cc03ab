namespace Ballast.Cli.Tests.Commands.Optimizing;

/// <summary>Options and names of <c>optimize</c> that would silently not be heard.</summary>
public sealed class OptimizeUnusedTests : IDisposable
{
    private const string Matrix = ",A,B\nA,0.04,0\nB,0,0.16\n";

    private readonly ScratchDirectory folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("risk-parity", "--budget A=2,D=1", "a risk budget of D")]
    [InlineData("black-litterman", "--market A=2,D=1", "a market value of D")]
    [InlineData("capped-market-cap", "--market A=2,D=1", "a market value of D")]
    [InlineData("min-variance", "--target-return 0.1", "--target-return is a setting that no method here looks at")]
    [InlineData("max-sharpe", "--target-volatility 0.1", "only beside target-volatility")]
    [InlineData("hrp", "--budget A=2", "only beside risk-parity")]
    [InlineData("equal", "--market A=2", "only beside black-litterman")]
    [InlineData("risk-parity", "--kelly-fraction 0.2", "only beside kelly")]
    [InlineData("min-variance", "--lookback 30d", "--lookback is for --prices")]
    [InlineData("min-variance", "--estimator semi", "--estimator is for --prices")]
    [InlineData("min-variance", "--mean-estimator capm", "--mean-estimator is for --prices")]
    public async Task What_nothing_looks_at_is_refused(string method, string options, string what)
    {
        (await CliRun.Of(
            ["optimize", "--covariance", File("c.csv", Matrix), "--method", method, .. options.Split(' ')]))
            .ShouldFail(2, what);
    }

    [Fact]
    public async Task A_view_is_for_a_chain_with_views_and_fallbacks_count()
    {
        string[] question = ["optimize", "--covariance", File("c.csv", Matrix), "--view", "A = 0.2 @ 0.5"];

        (await CliRun.Of([.. question, "--method", "inverse-volatility"])).ShouldFail(2, "no method here looks at");
        CliRun run = await CliRun.Of(
            [.. question, "--method", "inverse-volatility", "--fallback", "black-litterman", "--json"]);
        run.Code.ShouldBe(0, run.Error);
    }

    private string File(string name, string text) => folder.Write(name, text);
}
