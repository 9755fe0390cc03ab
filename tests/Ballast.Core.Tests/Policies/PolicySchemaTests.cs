using System.Text.Json;
using System.Text.Json.Nodes;
using Ballast.Core.Policies;

namespace Ballast.Core.Tests.Policies;

public sealed class PolicySchemaTests
{
    private static readonly JsonObject Schema = JsonNode.Parse(PolicySchema.Text())!.AsObject();

    public static TheoryData<string> Samples => [.. PolicyText.Samples().Select(file => Path.GetFileName(file)!)];

    /// <summary>To write it anew: <c>./ballast policy schema > samples/policies/policy.schema.json</c>.</summary>
    [Fact]
    public void The_published_file_is_what_the_table_of_fields_gives() =>
        File.ReadAllText(Path.Combine(PolicyText.SampleFolder(), "policy.schema.json")).ShouldBe(PolicySchema.Text());

    /// <summary>To write it anew: <c>./ballast policy reference > docs/policy-reference.md</c>.</summary>
    [Fact]
    public void The_published_reference_is_what_the_table_of_fields_gives() =>
        File.ReadAllText(Path.Combine(PolicyText.SampleFolder(), "../../docs/policy-reference.md"))
            .ShouldBe(PolicyReference.Markdown());

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_sample_is_read_without_warning_and_fits_the_schema(string file)
    {
        string text = File.ReadAllText(Path.Combine(PolicyText.SampleFolder(), file));

        PolicyCheck.Of(PolicyText.Policy(text)).ShouldBeEmpty();
        SchemaFit.Misfits(Parse(text), Schema, "$").ShouldBeEmpty();
    }

    [Fact]
    public void The_samples_cover_the_styles_in_use() =>
        PolicyText.Samples().Select(Path.GetFileNameWithoutExtension).ShouldBe(
        [
            "atr-schedule", "black-litterman", "cash-between-accounts", "default", "external", "flows-only", "hybrid",
            "kelly",
            "min-variance-groups", "monthly", "regime-switch", "risk-parity-reserve", "six-sleeves-aggressive",
            "six-sleeves-conservative", "six-sleeves-hedged", "six-sleeves-mean-variance", "six-sleeves-risk-parity",
            "threshold-5-points", "two-accounts", "volatility-scaled", "volatility-target", "wallet-coins",
        ]);

    [Fact]
    public void What_the_writer_writes_fits_the_schema()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            Policy policy = new RandomPolicy(new Random(seed)).Next();

            SchemaFit.Misfits(JsonNode.Parse(PolicyWriter.Canonical(policy)), Schema, "$").ShouldBeEmpty();
            SchemaFit.Misfits(PolicyWriter.Readable(policy), Schema, "$").ShouldBeEmpty();
        }
    }

    [Fact]
    public void A_full_file_fits_and_a_misspelt_one_does_not()
    {
        SchemaFit.Misfits(Parse(FullPolicy.Text), Schema, "$").ShouldBeEmpty();
        SchemaFit.Misfits(Parse(PolicyText.With("\"mod\": 1")), Schema, "$").ShouldNotBeEmpty();
        SchemaFit.Misfits(Parse(PolicyText.With("\"trigger\": { \"emergency\": 15 }")), Schema, "$").ShouldNotBeEmpty();
    }

    [Fact]
    public void Every_field_has_a_description_and_every_optional_value_its_default()
    {
        List<string> bare = [];
        Visit(Schema, "$", bare);

        bare.ShouldBeEmpty();
        Schema["properties"]!["trigger"]!["properties"]!["checkEvery"]!["default"]!.GetValue<string>().ShouldBe("1h");
    }

    private static void Visit(JsonObject schema, string path, List<string> bare)
    {
        foreach ((string name, JsonNode? field) in schema["properties"]?.AsObject() ?? [])
        {
            if (field!["description"] is null)
            {
                bare.Add($"{path}.{name}");
            }

            Visit(field.AsObject(), $"{path}.{name}", bare);
        }
    }

    private static JsonNode? Parse(string text) => JsonNode.Parse(
        text,
        documentOptions: new JsonDocumentOptions
        {
            CommentHandling = JsonCommentHandling.Skip,
            AllowTrailingCommas = true
        });
}
