using System.Collections.Immutable;
using System.Text.Json;
using Ballast.Core.Amounts;
using Ballast.Server.Wire;

namespace Ballast.Server.Installations;

/// <summary>
/// Which market a data directory was begun with, in <c>market.json</c>. Balances and prices of two markets have nothing
/// to do with each other, so a directory keeps its market for ever, and a start that says nothing goes on with it.
/// </summary>
internal sealed record MarketRecord
{
    private const string Name = "market.json";

    /// <summary>Where prices and fills come from.</summary>
    public required MarketKind Kind { get; init; }

    /// <summary>The currency that accounts begin with.</summary>
    public required Asset Quote { get; init; }

    /// <summary>Of a simulated market.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Assets of a simulated market: adding one would change the prices of all.</summary>
    public IReadOnlyList<Asset> Assets { get; init; } = [];

    /// <summary>Of a replay.</summary>
    public string? PriceFile { get; init; }

    /// <summary>Whose live prices.</summary>
    public string? Exchange { get; init; }

    /// <summary>Where an exchange in another process answered last.</summary>
    public Uri? Venue { get; init; }

    /// <summary>When that exchange was begun: it may move to another address, and is known by this.</summary>
    public DateTimeOffset? VenueBegan { get; init; }

    /// <summary>The accounts of the paper exchange.</summary>
    public IReadOnlyList<string> Accounts { get; init; } = [];

    /// <summary>Where connected accounts are named; <see langword="null"/> in the directory itself.</summary>
    public string? AccountsFile { get; init; }

    /// <summary>What each connected account's name stands for; it is never given to another.</summary>
    public IReadOnlyDictionary<string, string> Identities { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>What the owner ever accepted in typed words although it is dangerous.</summary>
    public IReadOnlyList<string> Accepted { get; init; } = [];

    /// <summary>The choice that goes on with it.</summary>
    internal MarketChoice Choice => Kind switch
    {
        MarketKind.Simulated => new MarketChoice.Simulated(Seed, null),
        MarketKind.Replay => new MarketChoice.Replayed(PriceFile ?? "", null),
        MarketKind.Live => new MarketChoice.Live(Exchange ?? "", null),
        MarketKind.Remote => new MarketChoice.Remote(Venue ?? new Uri("http://127.0.0.1:5081/")),
        MarketKind.Connected => new MarketChoice.Connected(AccountsFile),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private string Begun => Kind switch
    {
        MarketKind.Simulated => $"a simulated market of seed {Seed}",
        MarketKind.Replay => $"the prices of {PriceFile}",
        MarketKind.Live => $"the live prices of {Exchange}",
        MarketKind.Remote => $"the exchange at {Venue}",
        MarketKind.Connected => "connected accounts",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Whether a directory has been begun with a market.</summary>
    public static bool IsIn(string directory) => File.Exists(Path.Combine(directory, Name));

    /// <summary>Reads it; <see langword="null"/> in a new directory.</summary>
    /// <exception cref="IOException">It is there and cannot be read.</exception>
    public static MarketRecord? ReadFrom(string directory)
    {
        string file = Path.Combine(directory, Name);
        if (!File.Exists(file))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<MarketRecord>(File.ReadAllText(file), WireJson.Options)
                ?? throw new IOException($"{file} is empty");
        }
        catch (JsonException)
        {
            throw new IOException($"{file} is damaged: it is not what Ballast wrote");
        }
    }

    /// <summary>Writes it whole or not at all.</summary>
    public void WriteTo(string directory)
    {
        Directory.CreateDirectory(directory);
        string target = Path.Combine(directory, Name);
        string partial = target + ".partial";
        using (FileStream stream = new(partial, FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(stream, this, WireJson.Indented);
            stream.Flush(flushToDisk: true);
        }

        File.Move(partial, target, overwrite: true);
    }

    /// <summary>What stands against going on with another choice; <see langword="null"/> where nothing does.</summary>
    public string? Contradiction(MarketChoice choice)
    {
        bool isSame = choice switch
        {
            MarketChoice.Simulated simulated =>
                Kind == MarketKind.Simulated && (simulated.Seed is null || simulated.Seed == Seed),
            MarketChoice.Replayed replayed => Kind == MarketKind.Replay && replayed.PriceFile == PriceFile,
            MarketChoice.Live live => Kind == MarketKind.Live && live.Exchange == Exchange,
            MarketChoice.Remote => Kind == MarketKind.Remote,
            MarketChoice.Connected => Kind == MarketKind.Connected,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return isSame ? null : $"this directory was begun with {Begun}";
    }
}

/// <summary>Where prices and fills come from.</summary>
internal enum MarketKind
{
    /// <summary>Prices made from a seed, in this process.</summary>
    Simulated = 0,

    /// <summary>Prices of a file, in this process.</summary>
    Replay = 1,

    /// <summary>An exchange in another process.</summary>
    Remote = 2,

    /// <summary>Accounts of the owner's at venues.</summary>
    Connected = 3,

    /// <summary>Another exchange's public prices, in this process.</summary>
    Live = 4,
}
