using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ballast.Core.Policies.Format;

namespace Ballast.Core.Policies;

/// <summary>
/// The JSON Schema (2020-12) of policy files, for editors and agents. Every file that <see cref="PolicyReader"/>
/// accepts fits it; it
/// cannot say what ties fields together (weights that sum to one), so some files that fit it are refused.
/// </summary>
public static class PolicySchema
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        // It is a file of its own, never inside HTML; plus signs and apostrophes stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schema as indented JSON, ending with a line feed.</summary>
    public static string Text()
    {
        JsonObject schema = new()
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "Ballast policy",
            ["description"] = "What an owner wants of one portfolio: its target, when to act, and within which limits.",
        };
        foreach ((string name, JsonNode? value) in PolicyTable.File.Schema().ToArray())
        {
            schema[name] = value?.DeepClone();
        }

        return schema.ToJsonString(Layout) + "\n";
    }
}
