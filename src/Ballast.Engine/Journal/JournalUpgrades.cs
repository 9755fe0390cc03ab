using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ballast.Engine.Ports;

namespace Ballast.Engine.Journal;

/// <summary>
/// How payloads written by older versions become those of today: one step per kind and version, applied one after the
/// other while reading. A step never looks outside its payload, so a replay stays a pure fold.
/// </summary>
public sealed class JournalUpgrades
{
    private readonly ImmutableDictionary<(string Kind, int From), Func<JsonObject, JsonObject>> steps;

    private JournalUpgrades(ImmutableDictionary<(string Kind, int From), Func<JsonObject, JsonObject>> steps) =>
        this.steps = steps;

    /// <summary>The upgrades of this version.</summary>
    public static JournalUpgrades Current { get; } =
        new JournalUpgrades(ImmutableDictionary<(string Kind, int From), Func<JsonObject, JsonObject>>.Empty)
            .With("balance-booked", 1, WithoutFlow)
            .With("owner-reached", 1, WithoutMarks)
            .With("trades-retracted", 1, OfAllFiles);

    /// <summary>These upgrades and one more step, from a version to the next.</summary>
    public JournalUpgrades With(string kind, int fromVersion, Func<JsonObject, JsonObject> step) =>
        new(steps.Add((kind, fromVersion), step));

    // The first version did not say what a booking was worth, and nothing was left out of the return.
    private static JsonObject WithoutFlow(JsonObject payload)
    {
        payload["flow"] = "0";
        return payload;
    }

    // The first version said what channels were called and not where they led: that is no channel of today.
    private static JsonObject WithoutMarks(JsonObject payload)
    {
        payload["channels"] = new JsonArray([
            .. (payload["channels"] as JsonArray ?? throw new JsonException("a list of channels was expected"))
                .Select(name => new JsonObject { ["name"] = name?.DeepClone(), ["mark"] = "" }),
        ]);
        return payload;
    }

    // The first version took back what all files had said.
    private static JsonObject OfAllFiles(JsonObject payload)
    {
        payload["source"] = null;
        return payload;
    }

    internal JsonObject ToCurrent(JournalEntry entry, int currentVersion)
    {
        JsonObject payload =
            JsonNode.Parse(entry.Payload) as JsonObject ?? throw new JsonException("an object was expected");
        for (int version = entry.Version; version < currentVersion; version++)
        {
            payload = steps.TryGetValue((entry.Kind, version), out Func<JsonObject, JsonObject>? step)
                ? step(payload)
                : throw new JsonException($"no upgrade from version {version}");
        }

        return payload;
    }
}
