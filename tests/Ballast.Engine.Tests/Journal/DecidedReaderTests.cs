using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Decisions;
using Ballast.Core.Planning;
using Ballast.Engine.Journal;
using NodaTime;

namespace Ballast.Engine.Tests.Journal;

/// <summary>
/// The reader of decisions is written by hand for speed: what it reads must be what was written, member by member. The
/// serializer, which writes them, is the independent witness.
/// </summary>
public sealed class DecidedReaderTests
{
    private static readonly JournalEvent.Decided Full = new(
        new DecisionDigest
        {
            Number = 17,
            At = Instant.FromUtc(2026, 3, 4, 12, 0) + Duration.FromMilliseconds(5),
            Kind = DecisionKind.Refuse,
            Cause = Enum.GetValues<DecisionCause>()[^1],
            Why = [new Reason("code", "a \"sentence\" with \\, ü and \n"), new Reason("second", "")],
            Findings = [new TriggerFinding("band", Enum.GetValues<TriggerStatus>()[^1], new Reason("a", "b"))],
            NonOrders = [new NonOrder(new Asset("BTC"), new Money(1.5m), new Money(0.5m), new Reason("dust", "small"))],
            Value = new Money(59092.6321392328m),
            PlanHash = "abc",
        },
        PolicyMemoryJsonTests.Full);

    private static readonly JournalEvent.Decided Least = new(
        Full.Decision with { Why = [], Findings = [], NonOrders = [], Value = null, PlanHash = null },
        PolicyMemory.Fresh);

    [Fact]
    public void What_was_written_is_read_back_member_by_member()
    {
        Write(DecidedReader.Read(Write(Full))).ShouldBe(Write(Full));
        Write(DecidedReader.Read(Write(Least))).ShouldBe(Write(Least));
    }

    [Fact]
    public void Owed_triggers_are_kept_in_ordinal_order() =>
        DecidedReader.Read(Write(Full)).Memory.Owed.KeyComparer.ShouldBe(StringComparer.Ordinal);

    // What the first test proves holds for members that are set; a new member has to be set there too.
    [Fact]
    public void Every_member_of_the_full_example_differs_from_the_least()
    {
        JsonObject full = Parsed(Full);
        JsonObject least = Parsed(Least);
        JsonSerializer.Serialize(full["memory"]).ShouldNotBe(JsonSerializer.Serialize(least["memory"]));
        foreach (PropertyInfo member in typeof(PolicyMemory).GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            string name = JsonNamingPolicy.CamelCase.ConvertName(member.Name);
            JsonNode.DeepEquals(full["memory"]![name], least["memory"]![name]).ShouldBeFalse(name);
        }
    }

    [Fact]
    public void Every_member_of_the_memory_may_be_missing_in_an_older_payload()
    {
        foreach (string member in Parsed(Full)["memory"]!.AsObject().Select(pair => pair.Key))
        {
            JsonObject older = Parsed(Full);
            older["memory"]!.AsObject().Remove(member);
            JsonObject expected = Parsed(Full);
            expected["memory"]![member] = Parsed(Least)["memory"]![member]?.DeepClone();

            JsonObject read = Parsed(DecidedReader.Read(older.ToJsonString()));
            JsonNode.DeepEquals(read, expected).ShouldBeTrue(member);
        }
    }

    [Fact]
    public void Every_member_of_the_decision_has_to_be_there()
    {
        foreach (string member in Parsed(Full)["decision"]!.AsObject().Select(pair => pair.Key))
        {
            JsonObject cut = Parsed(Full);
            cut["decision"]!.AsObject().Remove(member);
            Should.Throw<JsonException>(() => DecidedReader.Read(cut.ToJsonString())).Message.ShouldContain(member);
        }
    }

    [Theory]
    [InlineData("decision", "surprise", "1")]
    [InlineData("memory", "surprise", "null")]
    [InlineData("memory", "a-name-that-is-longer-than-any-member-of-a-decision-or-a-memory-can-be", "1")]
    [InlineData("decision", "kind", "\"hold \"")]
    [InlineData("decision", "kind", "1")]
    [InlineData("decision", "at", "\"yesterday\"")]
    [InlineData("decision", "value", "\"1e3\"")]
    [InlineData("decision", "why", "{}")]
    [InlineData("memory", "turnoverDay", "\"2026-13-01\"")]
    [InlineData("memory", "pendingFlow", "null")]
    public void Anything_else_is_refused(string part, string member, string value)
    {
        JsonObject other = Parsed(Full);
        other[part]![member] = JsonNode.Parse(value);
        Should.Throw<JsonException>(() => DecidedReader.Read(other.ToJsonString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    public void A_payload_of_another_shape_is_refused(string payload) =>
        Should.Throw<JsonException>(() => DecidedReader.Read(payload));

    [Fact]
    public void Nothing_may_follow_the_payload() =>
        Should.Throw<JsonException>(() => DecidedReader.Read(Write(Full) + "{}"));

    private static JsonObject Parsed(JournalEvent.Decided decided) => JsonNode.Parse(Write(decided))!.AsObject();

    private static string Write(JournalEvent.Decided decided) =>
        JsonSerializer.Serialize(decided, JournalJson.Default.Decided);
}
