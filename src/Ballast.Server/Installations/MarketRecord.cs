using System.Text.Json;
using Ballast.Core.Amounts;
using Ballast.Server.Wire;

namespace Ballast.Server.Installations;

/// <summary>
/// Which market a data directory was begun with. Balances and prices of two markets have nothing to do with each other,
/// so a
/// directory keeps its market for ever.
/// </summary>
internal sealed record MarketRecord
{
    private const string Name = "market.json";

    /// <summary>simulated, replay or remote.</summary>
    public required string Kind { get; init; }

    /// <summary>The currency that accounts begin with.</summary>
    public required Asset Quote { get; init; }

    /// <summary>Of a simulated market.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Assets of a simulated market: adding one would change the prices of all.</summary>
    public IReadOnlyList<Asset> Assets { get; init; } = [];

    /// <summary>Of a replay.</summary>
    public string? PriceFile { get; init; }

    /// <summary>The accounts of the paper exchange.</summary>
    public IReadOnlyList<string> Accounts { get; init; } = [];

    /// <summary>Reads it; <see langword="null"/> in a new directory.</summary>
    /// <exception cref="IOException">It is there and cannot be read.</exception>
    public static MarketRecord? ReadFrom(string paperDirectory)
    {
        string file = Path.Combine(paperDirectory, Name);
        if (!File.Exists(file))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<MarketRecord>(File.ReadAllText(file), WireJson.Options);
        }
        catch (JsonException damage)
        {
            throw new IOException($"{file} is damaged: {damage.Message}", damage);
        }
    }

    /// <summary>Writes it whole or not at all.</summary>
    public void WriteTo(string paperDirectory)
    {
        Directory.CreateDirectory(paperDirectory);
        string target = Path.Combine(paperDirectory, Name);
        File.WriteAllText(target + ".partial", JsonSerializer.Serialize(this, WireJson.Indented));
        File.Move(target + ".partial", target, overwrite: true);
    }

    /// <summary>What stands against going on with another choice; <see langword="null"/> where nothing does.</summary>
    public string? Contradiction(MarketChoice choice) => choice switch
    {
        MarketChoice.Simulated { Seed: { } seed } when Kind == "simulated" && seed != Seed =>
            $"this directory was begun with seed {Seed}",
        MarketChoice.Simulated when Kind == "simulated" => null,
        MarketChoice.Replayed replay when Kind == "replay" && replay.PriceFile == PriceFile => null,
        MarketChoice.Replayed when Kind == "replay" => $"this directory was begun with the prices of {PriceFile}",
        MarketChoice.Remote when Kind == "remote" => null,
        MarketChoice.Simulated or MarketChoice.Replayed or MarketChoice.Remote =>
            $"this directory was begun with a {Kind} market",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
