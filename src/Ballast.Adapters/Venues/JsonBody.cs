using System.Text.Json;

namespace Ballast.Adapters.Venues;

/// <summary>Reads the JSON of venues whose answers have no fixed form.</summary>
internal static class JsonBody
{
    /// <summary>
    /// Reads a body with a reader; everything that can be wrong with it comes out as one <see cref="FormatException"/>.
    /// </summary>
    public static T Read<T>(string body, Func<JsonElement, T> read)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return read(json.RootElement);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException
            or ArgumentException or OverflowException or IndexOutOfRangeException or FormatException)
        {
            throw new FormatException($"the answer cannot be read: {error.Message}", error);
        }
    }
}
