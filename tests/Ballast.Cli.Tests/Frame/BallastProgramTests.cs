namespace Ballast.Cli.Tests.Frame;

public sealed class BallastProgramTests
{
    [Fact]
    public async Task Without_arguments_it_shows_its_commands()
    {
        CliRun run = await CliRun.Of();

        run.Code.ShouldBe(0);
        run.Out.ShouldContain("policy");
        run.Error.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("'polcy'", "polcy")]
    [InlineData("--colour", "policy", "schema", "--colour")]
    [InlineData("'check'", "policy", "check")]
    [InlineData("@file", "policy", "check", "a", "@file")]
    public async Task A_command_line_that_makes_no_sense_is_bad_input(string fragment, params string[] arguments)
    {
        CliRun run = await CliRun.Of(arguments);

        run.ShouldFail(2, fragment, "--help");
        run.Out.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_unknown_command_is_reported_once() =>
        (await CliRun.Of("polcy")).Error.ShouldNotContain("Required command");
}
