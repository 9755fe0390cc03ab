using System.Text.Json;
using Ballast.Server.Wire;

namespace Ballast.Server.Installations;

/// <summary>Where the server of a data directory listens, so that commands find it without being told.</summary>
/// <param name="Url">Its address.</param>
/// <param name="ProcessId">Its process, for messages to people.</param>
public sealed record ServerAddressFile(Uri Url, int ProcessId)
{
    private const string Name = "server.json";

    /// <summary>Writes the file whole or not at all.</summary>
    /// <exception cref="IOException">The directory cannot be written.</exception>
    public void WriteTo(string dataDirectory)
    {
        string target = Path.Combine(dataDirectory, Name);
        string partial = target + ".partial";
        File.WriteAllText(partial, JsonSerializer.Serialize(this, WireJson.Options));
        File.Move(partial, target, overwrite: true);
    }

    /// <summary>Removes it; a killed server leaves it behind, so a reader asks the address before believing
    /// it.</summary>
    public static void RemoveFrom(string dataDirectory) => File.Delete(Path.Combine(dataDirectory, Name));

    /// <summary>Reads it; <see langword="null"/> where no server ever listened or the file is not readable.</summary>
    public static ServerAddressFile? ReadFrom(string dataDirectory)
    {
        try
        {
            string text = File.ReadAllText(Path.Combine(dataDirectory, Name));
            return JsonSerializer.Deserialize<ServerAddressFile>(text, WireJson.Options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}
