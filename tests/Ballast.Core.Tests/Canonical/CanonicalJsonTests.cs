using System.Text.Json.Nodes;
using Ballast.Core.Canonical;
using NodaTime;

namespace Ballast.Core.Tests.Canonical;

public sealed class CanonicalJsonTests
{
    /// <summary>Keys and expected order of the sorting example in RFC 8785, section 3.2.3.</summary>
    [Fact]
    public void Orders_members_by_utf16_code_units_as_the_rfc_example_does()
    {
        JsonNode value = JsonNode.Parse(
            """
            {
              "\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
              "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control",
              "\u00f6": "Latin Small Letter O With Diaeresis"
            }
            """)!;

        CanonicalJson.Text(value).ShouldBe(
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"\u00f6\":\"Latin Small Letter O With "
            + "Diaeresis\"," +
            "\"\u20ac\":\"Euro Sign\",\"\ud83d\ude00\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With "
            + "Dagesh\"}");
    }

    /// <summary>String and literals of the example in RFC 8785, section 3.2.2.</summary>
    [Fact]
    public void Escapes_as_the_rfc_example_does()
    {
        JsonNode value = JsonNode.Parse(
            """{ "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false] }""")!;

        CanonicalJson.Text(value).ShouldBe(
            "{\"literals\":[null,true,false],\"string\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
    }

    [Fact]
    public void Writes_whole_numbers_plainly_and_decimals_as_canonical_text()
    {
        JsonObject value = new() { ["b"] = 3, ["a"] = CanonicalJson.Decimal(1.50m), ["c"] = JsonNode.Parse("-0") };

        CanonicalJson.Text(value).ShouldBe("""{"a":"1.5","b":3,"c":0}""");
    }

    [Theory]
    [InlineData("0.5")]
    [InlineData("1e3")]
    [InlineData("9007199254740992")]
    [InlineData("-9223372036854775808")]
    public void Refuses_numbers_that_a_double_may_not_hold_exactly(string number) =>
        Should.Throw<ArgumentException>(() => CanonicalJson.Text(JsonNode.Parse(number)));

    [Fact]
    public void Refuses_text_that_is_not_unicode() =>
        Should.Throw<ArgumentException>(() => CanonicalJson.Bytes(JsonValue.Create("\ud800")));

    [Fact]
    public void Writes_times_in_utc_with_the_decimals_they_have()
    {
        CanonicalJson.Time(Instant.FromUtc(2026, 1, 31, 0, 0)).GetValue<string>().ShouldBe("2026-01-31T00:00:00Z");
        CanonicalJson.Time(Instant.FromUtc(2026, 1, 31, 0, 0).Plus(Duration.FromMilliseconds(250))).GetValue<string>()
            .ShouldBe("2026-01-31T00:00:00.25Z");
    }

    /// <summary>The SHA-256 of the two bytes <c>{}</c>, from sha256sum.</summary>
    [Fact]
    public void Hashes_the_canonical_bytes() =>
        CanonicalJson.Hash(new JsonObject()).ShouldBe(
            "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
}
