using System.Text.Json.Nodes;
using Ballast.Core.Policies;

namespace Ballast.Cli.Tests.Commands;

public sealed class PolicyCommandTests
{
    private const string Bad =
        """
        {
          "portfolio": "core",
          "quote": "US DC",
          "accounts": ["paper"],
          "target": { "weights": { "BTC": 0.5 } }
        }
        """;

    [Fact]
    public async Task A_valid_file_is_explained()
    {
        CliRun run = await CliRun.Of("policy", "check", CliRun.Sample("policies/hybrid.jsonc"));

        run.Code.ShouldBe(0);
        run.Out.ShouldContain("emergency at 15.0 % drift");
        run.Out.ShouldContain("35.0 % and 45.0 %");
        run.Out.ShouldContain("valid, no warnings");
        run.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_valid_file_as_json_carries_policy_hash_and_warnings()
    {
        CliRun run = await CliRun.WithInput(
            """{ "portfolio": "p", "quote": "USDC", "accounts": ["x"], "target": { "weights": { "BTC": 1 } } }""",
            "policy", "check", "-", "--json");

        run.Code.ShouldBe(0);
        JsonNode json = run.Document();
        json["valid"]!.GetValue<bool>().ShouldBeTrue();
        json["policy"]!["target"]!["weights"]!["BTC"]!.ToJsonString().ShouldBe("1");
        json["hash"]!.GetValue<string>().Length.ShouldBe(64);
        json["warnings"]![0]!["code"]!.GetValue<string>().ShouldBe("no-trigger");
    }

    [Fact]
    public async Task A_bad_file_is_shown_with_all_its_errors_and_their_lines()
    {
        CliRun run = await CliRun.WithInput(Bad, "policy", "check", "-");

        run.ShouldFail(2, "2 errors", "check again");
        run.Out.ShouldContain("-:3 $.quote");
        run.Out.ShouldContain("-:5 $.target.weights");
        run.Out.ShouldContain("0.5 is missing");
    }

    [Fact]
    public async Task A_bad_file_as_json_lists_path_line_found_and_allowed()
    {
        CliRun run = await CliRun.WithInput(Bad, "policy", "check", "-", "--json");

        run.ShouldFail(2);
        run.Document()["valid"]!.GetValue<bool>().ShouldBeFalse();
        JsonNode error = run.Document()["errors"]![0]!;
        error["path"]!.GetValue<string>().ShouldBe("$.quote");
        error["line"]!.GetValue<int>().ShouldBe(3);
        error["found"]!.GetValue<string>().ShouldBe("\"US DC\"");
    }

    [Fact]
    public async Task A_file_that_is_not_there_and_a_directory_are_bad_input()
    {
        (await CliRun.Of("policy", "check", "no-such-file.jsonc")).ShouldFail(2, "no-such-file.jsonc");
        (await CliRun.Of("policy", "check", CliRun.Sample("policies"))).ShouldFail(2, "is a directory");
    }

    [Fact]
    public async Task The_schema_and_the_default_are_printed_as_the_files_they_are()
    {
        (await CliRun.Of("policy", "schema")).Out.ShouldBe(PolicySchema.Text());
        (await CliRun.Of("policy", "show-default")).Out.ShouldBe(DefaultPolicy.Text);
    }

    [Fact]
    public async Task The_default_as_json_is_a_valid_policy_of_the_same_hash()
    {
        CliRun shown = await CliRun.Of("policy", "show-default", "--json");
        CliRun run = await CliRun.WithInput(shown.Out, "policy", "check", "-", "--json");

        run.Document()["hash"]!.GetValue<string>().ShouldBe(DefaultPolicy.Hash);
    }
}
