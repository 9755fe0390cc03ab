using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ballast.Adapters.Secrets;

/// <summary>The encrypted store's file, as it is written.</summary>
internal sealed record StoredSecrets
{
    /// <summary>The only form so far.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Which form it has.</summary>
    public required int Version { get; init; }

    /// <summary>The kind of master key that it was sealed with.</summary>
    public required string MasterKey { get; init; }

    /// <summary>For deriving the wrapping key.</summary>
    public required byte[] Salt { get; init; }

    /// <summary>Rounds of PBKDF2.</summary>
    public required int Iterations { get; init; }

    /// <summary>The store's own key, wrapped: another passphrase does not touch the entries.</summary>
    public required SealedBytes Key { get; init; }

    /// <summary>The secrets by name.</summary>
    public required ImmutableSortedDictionary<string, SealedBytes> Entries { get; init; }

    private static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
    };

    /// <summary>Reads a file.</summary>
    /// <exception cref="JsonException">It is not such a file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static StoredSecrets ReadFrom(string path) =>
        JsonSerializer.Deserialize<StoredSecrets>(File.ReadAllBytes(path), Options)
        ?? throw new JsonException("there is nothing in it");

    /// <summary>Writes a file as a whole or not at all, for its owner alone.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void WriteTo(string path)
    {
        string partial = path + ".partial";
        File.Delete(partial);
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (FileStream file = new(partial, options))
        {
            JsonSerializer.Serialize(file, this, Options);
            file.Flush(flushToDisk: true);
        }

        File.Move(partial, path, overwrite: true);
    }
}
