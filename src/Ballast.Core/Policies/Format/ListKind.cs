using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;

namespace Ballast.Core.Policies.Format;

/// <summary>A list without repetitions.</summary>
internal sealed class ListKind<T>(Kind<T> items, int min, int max) : Kind<ImmutableArray<T>>
{
    public override string Allowed { get; } = $"a list of {min} to {max} {ItemsOf(typeof(T))}, none twice";

    public override bool TryRead(Spot spot, out ImmutableArray<T> value)
    {
        value = [];
        if (spot.Value.ValueKind != JsonValueKind.Array || spot.Value.GetArrayLength() < min
            || spot.Value.GetArrayLength() > max)
        {
            spot.Refuse(Allowed);
            return false;
        }

        int before = spot.Errors.Count;
        List<T> read = [];
        foreach ((int index, JsonElement element) in spot.Value.EnumerateArray().Index())
        {
            Spot item = spot.Item(index, element);
            if (items.TryRead(item, out T entry) && read.Contains(entry))
            {
                item.Refuse(Allowed);
            }

            read.Add(entry);
        }

        value = [.. read];
        return spot.Errors.Count == before;
    }

    private static string ItemsOf(Type type) =>
        type == typeof(AccountId) ? "account names" : type == typeof(Asset) ? "asset names" : "entries";

    public override JsonNode Write(ImmutableArray<T> value, Notation notation) =>
        new JsonArray([.. value.Select(item => items.Write(item, notation))]);

    public override JsonObject Schema() => new()
    {
        ["type"] = "array",
        ["items"] = items.Schema(),
        ["minItems"] = min,
        ["maxItems"] = max,
        ["uniqueItems"] = true,
    };
}
