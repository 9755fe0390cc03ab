namespace Ballast.Cli.Tests.Commands;

public sealed class ResolveCommandTests
{
    [Fact]
    public async Task Refuses_a_word_that_nothing_waits_for()
    {
        using ScratchDirectory scratch = new();
        (await CliRun.Of("rebalance", "--data", scratch.Path, "--json")).Code.ShouldBe(0);
        string[] change = ["resolve", "change", "--data", scratch.Path, "--reason", "airdrop", "--as", "gain"];
        (await CliRun.Of(change)).ShouldFail(1, "no unexplained change waits");
        string id = new('0', 32);
        string[] order = ["resolve", "order", id, "--data", scratch.Path, "--reason", "cancelled by hand"];
        (await CliRun.Of(order)).ShouldFail(1, "not in quarantine");
    }

    [Theory]
    [InlineData("resolve", "change", "--reason", "airdrop")]
    [InlineData("resolve", "change", "--reason", "airdrop", "--as", "luck")]
    [InlineData("resolve", "order", "abc", "--reason", "x")]
    [InlineData("resolve")]
    public async Task Refuses_half_a_word(params string[] arguments)
    {
        CliRun run = await CliRun.Of(arguments);
        run.Code.ShouldBe(2, run.Error);
        run.Error.ShouldNotBeEmpty();
    }
}
