using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ballast.Core.Policies.Format;

/// <summary>An object of the file: its fields, in the order of the documentation.</summary>
/// <param name="blank">The value before any field is read: what a field left out means.</param>
/// <param name="fields">All fields; any other name is an error.</param>
internal sealed class Block<T>(T blank, params Field<T>[] fields) : Kind<T>
{
    /// <summary>The same fields over other defaults.</summary>
    public Block<T> Over(T other) => new(other, fields);

    public override string Allowed => "an object";

    public override bool TryRead(Spot spot, out T value)
    {
        value = blank;
        if (spot.Value.ValueKind != JsonValueKind.Object)
        {
            spot.Refuse("an object; leave it out where it is not wanted");
            return false;
        }

        int before = spot.Errors.Count;
        Dictionary<string, JsonElement> members = Members(spot);
        foreach (Field<T> field in fields)
        {
            if (members.TryGetValue(field.Name, out JsonElement member))
            {
                value = field.Read(spot.Member(field.Name, member), value);
            }
            else if (field.IsRequired)
            {
                spot.RefuseMember(field.Name, "nothing", "this field is required: " + field.Description);
            }
        }

        return spot.Errors.Count == before;
    }

    public override JsonNode Write(T value, Notation notation) => new JsonObject(
        from field in fields
        let written = field.Write(value, notation)
        where written is not null
        select KeyValuePair.Create(field.Name, (JsonNode?)written));

    public override JsonObject Schema()
    {
        JsonObject properties = [];
        foreach (Field<T> field in fields)
        {
            JsonObject property = field.Schema();
            property.Insert(0, "description", field.Description);
            if (!field.IsRequired && field.Write(blank, Notation.Readable) is { } written)
            {
                property["default"] = written;
            }

            properties[field.Name] = property;
        }

        JsonObject schema = new()
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["properties"] = properties,
        };
        JsonNode[] required = [.. fields.Where(field => field.IsRequired).Select(field => (JsonNode)field.Name)];
        if (required.Length > 0)
        {
            schema["required"] = new JsonArray(required);
        }

        return schema;
    }

    public override IEnumerable<FieldLine> Inside(string path) =>
        fields.SelectMany(field => field.Lines(path, blank));

    private Dictionary<string, JsonElement> Members(Spot spot)
    {
        Dictionary<string, JsonElement> members = [];
        string[] names = [.. fields.Select(field => field.Name)];
        foreach (JsonProperty member in spot.Value.EnumerateObject())
        {
            if (!names.Contains(member.Name))
            {
                string known = NearestName.Of(member.Name, names) is { } near
                    ? $"did you mean \"{near}\"?"
                    : "only " + string.Join(", ", names);
                spot.RefuseMember(member.Name, $"an unknown field \"{member.Name}\"", known);
            }
            else if (!members.TryAdd(member.Name, member.Value))
            {
                spot.RefuseMember(member.Name, "the same field again", "each field once");
            }
        }

        return members;
    }
}
