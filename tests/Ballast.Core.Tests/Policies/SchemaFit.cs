using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Ballast.Core.Tests.Policies;

/// <summary>
/// An independent check of a value against the JSON Schema words that the policy schema uses; any other word is an
/// error, so that the
/// schema cannot come to say something that is not checked here.
/// </summary>
internal static class SchemaFit
{
    private static readonly string[] Annotations = ["$schema", "title", "description", "default"];

    public static IReadOnlyList<string> Misfits(JsonNode? value, JsonObject schema, string path)
    {
        List<string> misfits = [];
        foreach ((string word, JsonNode? rule) in schema)
        {
            if (!Annotations.Contains(word) && !Fits(value, word, rule!, schema))
            {
                misfits.Add($"{path}: {word} {rule!.ToJsonString()}");
            }
        }

        return [.. misfits, .. Parts(value, schema, path)];
    }

    private static IEnumerable<string> Parts(JsonNode? value, JsonObject schema, string path)
    {
        if (value is JsonArray items && schema["items"] is JsonObject item)
        {
            return items.SelectMany((entry, index) => Misfits(entry, item, $"{path}[{index}]"));
        }

        return value is JsonObject members
            ? members.SelectMany(member => MemberSchema(schema, member.Key) is { } inner
                ? Misfits(member.Value, inner, $"{path}.{member.Key}")
                : [$"{path}.{member.Key}: no schema"])
            : [];
    }

    private static JsonObject? MemberSchema(JsonObject schema, string name) =>
        schema["properties"]?[name] as JsonObject ?? schema["additionalProperties"] as JsonObject;

    private static bool Fits(JsonNode? value, string word, JsonNode rule, JsonObject schema) => word switch
    {
        "type" => (rule is JsonArray types ? types.Select(
            type => type!.GetValue<string>()) : [rule.GetValue<string>()]).Contains(TypeOf(value, rule)),
        "enum" => rule.AsArray().Any(choice => JsonNode.DeepEquals(choice, value)),
        "pattern" =>
            TypeOf(value, rule) != "string" || Regex.IsMatch(value!.GetValue<string>(), rule.GetValue<string>()),
        "minimum" => Number(value) is not { } low || low >= Number(rule),
        "exclusiveMinimum" => Number(value) is not { } low || low > Number(rule),
        "maximum" => Number(value) is not { } high || high <= Number(rule),
        "exclusiveMaximum" => Number(value) is not { } high || high < Number(rule),
        "required" => rule.AsArray().All(name => value!.AsObject().ContainsKey(name!.GetValue<string>())),
        "minItems" => value!.AsArray().Count >= rule.GetValue<int>(),
        "maxItems" => value!.AsArray().Count <= rule.GetValue<int>(),
        "minProperties" => value!.AsObject().Count >= rule.GetValue<int>(),
        "maxProperties" => value!.AsObject().Count <= rule.GetValue<int>(),
        "uniqueItems" =>
            value!.AsArray().Select(item => item!.ToJsonString()).Distinct().Count() == value.AsArray().Count,
        "propertyNames" =>
            value!.AsObject().All(member => Regex.IsMatch(member.Key, rule["pattern"]!.GetValue<string>())),
        "properties" or "items" => true,
        "additionalProperties" =>
            rule is JsonObject || value!.AsObject().All(member => schema["properties"]![member.Key] is not null),
        _ => throw new InvalidOperationException($"the schema says '{word}', which is not checked"),
    };

    private static string TypeOf(JsonNode? value, JsonNode rule) => value switch
    {
        null => "null",
        JsonObject => "object",
        JsonArray => "array",
        _ => value.GetValueKind() switch
        {
            System.Text.Json.JsonValueKind.String => "string",
            System.Text.Json.JsonValueKind.Number =>
                rule.ToJsonString() == "\"integer\"" && Number(value) % 1m == 0m ? "integer" : "number",
            _ => "boolean",
        },
    };

    private static decimal? Number(JsonNode? value) =>
        value is JsonValue && value.GetValueKind() == System.Text.Json.JsonValueKind.Number
            ? decimal.Parse(
                value.ToJsonString(),
                System.Globalization.NumberStyles.Float,
                System.Globalization.CultureInfo.InvariantCulture)
            : null;
}
