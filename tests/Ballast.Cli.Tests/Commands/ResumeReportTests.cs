using System.Text.Json.Nodes;
using Ballast.Cli.Commands.Running;

namespace Ballast.Cli.Tests.Commands;

/// <summary>What <c>resume</c> says of portfolios before and after it was asked.</summary>
public sealed class ResumeReportTests
{
    private const string Halt = """{"actor":"ann","why":{"code":"halt-asked","sentence":"a test"}}""";

    [Theory]
    [InlineData("running", Halt, "running", "null", "Resumed", true)]
    [InlineData("running", "null", "running", "null", "Running", true)]
    [InlineData("refusedToStart", "null", "refusedToStart", "null", "Refused", false)]
    [InlineData("refusedToStart", "null", "running", "null", "Resumed", true)]
    [InlineData("stopped", "null", "stopped", "null", "Refused", false)]
    [InlineData("recovering", "null", "recovering", "null", "Waiting", false)]
    [InlineData("recovering", Halt, "recovering", "null", "Resumed", true)]
    [InlineData("halted", Halt, "halted", Halt, "Halted", false)]
    public void Says_of_each_portfolio_whether_it_goes_on(
        string statusBefore, string haltBefore, string statusAfter, string haltAfter, string outcome, bool isFine)
    {
        ResumeReport report = ResumeReport.Of(
            [Item("core", statusBefore, haltBefore)], [Item("core", statusAfter, haltAfter)], null);

        report.Lines.ShouldHaveSingleItem().Outcome.ToString().ShouldBe(outcome);
        report.IsFine.ShouldBe(isFine);
    }

    [Fact]
    public void Gives_the_reason_of_one_that_refuses_again_and_leaves_out_those_that_were_not_named()
    {
        JsonArray items = [Item("core", "refusedToStart", "null"), Item("other", "running", "null")];

        ResumeReport report = ResumeReport.Of(items, items, "core");

        report.Lines.ShouldHaveSingleItem().Why.ShouldBe("refused to start again: the journal is older");
        report.Outcome.ShouldBe("not-resumed");
    }

    private static JsonObject Item(string id, string status, string halt) => new()
    {
        ["id"] = id,
        ["status"] = status,
        ["statusWhy"] = new JsonObject { ["code"] = "x", ["sentence"] = "the journal is older" },
        ["halt"] = JsonNode.Parse(halt),
    };
}
