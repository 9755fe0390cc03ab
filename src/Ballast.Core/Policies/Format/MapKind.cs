using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ballast.Core.Amounts;

namespace Ballast.Core.Policies.Format;

/// <summary>A value per asset.</summary>
internal sealed class MapKind<T>(Kind<T> values, int min, int max) : Kind<ImmutableSortedDictionary<Asset, T>>
{
    public override string Allowed => $"per asset: {values.Allowed}";

    public override bool TryRead(Spot spot, out ImmutableSortedDictionary<Asset, T> value)
    {
        value = ImmutableSortedDictionary<Asset, T>.Empty;
        if (spot.Value.ValueKind != JsonValueKind.Object)
        {
            spot.Refuse("an object that gives a value per asset");
            return false;
        }

        int before = spot.Errors.Count;
        ImmutableSortedDictionary<Asset, T>.Builder entries = ImmutableSortedDictionary.CreateBuilder<Asset, T>();
        foreach (JsonProperty member in spot.Value.EnumerateObject())
        {
            ReadMember(spot, member, entries);
        }

        if (spot.Errors.Count == before && (entries.Count < min || entries.Count > max))
        {
            spot.Refuse($"{min} to {max} assets");
        }

        value = entries.ToImmutable();
        return spot.Errors.Count == before;
    }

    public override JsonNode Write(ImmutableSortedDictionary<Asset, T> value, Notation notation) => new JsonObject(
        value.Select(entry => KeyValuePair.Create(entry.Key.Symbol, (JsonNode?)values.Write(entry.Value, notation))));

    public override JsonObject Schema() => new()
    {
        ["type"] = "object",
        ["propertyNames"] = new JsonObject { ["pattern"] = PolicyKinds.AssetPattern },
        ["additionalProperties"] = values.Schema(),
        ["minProperties"] = min,
        ["maxProperties"] = max,
    };

    public override IEnumerable<FieldLine> Inside(string path) => values.Inside(path + ".<asset>");

    private void ReadMember(Spot spot, JsonProperty member, ImmutableSortedDictionary<Asset, T>.Builder entries)
    {
        if (!Asset.IsValid(member.Name))
        {
            spot.RefuseMember(member.Name, $"the asset name \"{member.Name}\"", PolicyKinds.AssetAllowed);
        }
        else if (entries.ContainsKey(new Asset(member.Name)))
        {
            spot.RefuseMember(member.Name, "the same asset again", "each asset once");
        }
        else
        {
            // A value that failed still holds its place, so that a repetition of the asset is seen.
            _ = values.TryRead(spot.Member(member.Name, member.Value), out T entry);
            entries.Add(new Asset(member.Name), entry);
        }
    }
}
