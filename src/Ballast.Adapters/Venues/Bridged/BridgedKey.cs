using System.Collections.Immutable;
using System.Text.Json;

namespace Ballast.Adapters.Venues.Bridged;

/// <summary>What an exchange behind the bridge says that a key may do. What it does not say is not known, which is not
/// the same as no.</summary>
internal sealed record BridgedKey
{
    private const string Untold = "may do what its exchange does not tell";

    // How each power that only a thief has use for completes "the key ...": when it is known, and when it is not.
    private static readonly (string Name, string Known, string Doubtful)[] Powers =
    [
        ("canWithdraw", "may withdraw", "may perhaps withdraw"),
        ("canTransfer", "may transfer", "may perhaps transfer"),
    ];

    /// <summary>Whether it may place orders; <see langword="true"/> also where that is not known, because then the
    /// exchange itself refuses them.</summary>
    public required bool CanTrade { get; init; }

    /// <summary>What it can do besides, as the exchange says; each completes "the key ...".</summary>
    public required ImmutableArray<string> Dangers { get; init; }

    /// <summary>What it can perhaps do besides, because the exchange does not say; likewise.</summary>
    public required ImmutableArray<string> Doubts { get; init; }

    /// <summary>Reads the bridge's answer.</summary>
    public static BridgedKey Read(JsonElement json)
    {
        bool? isBound = Told(json, "isIpRestricted");
        return BridgedRecords.IsTrue(json, "known")
            ? new BridgedKey
            {
                CanTrade = Told(json, "canTrade") != false,
                Dangers =
                [
                    .. Powers.Where(power => Told(json, power.Name) == true).Select(power => power.Known),
                    .. isBound == false ? (IEnumerable<string>)["works from any address"] : [],
                ],
                Doubts =
                [
                    .. Powers.Where(power => Told(json, power.Name) is null).Select(power => power.Doubtful),
                    .. isBound is null ? (IEnumerable<string>)["works perhaps from any address"] : [],
                ],
            }
            : new BridgedKey { CanTrade = true, Dangers = [], Doubts = [Untold] };
    }

    private static bool? Told(JsonElement json, string name) =>
        json.GetProperty(name).ValueKind == JsonValueKind.Null ? null : json.GetProperty(name).GetBoolean();
}
