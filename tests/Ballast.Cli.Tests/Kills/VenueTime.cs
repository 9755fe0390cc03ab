using System.Text.Json;

namespace Ballast.Cli.Tests.Kills;

/// <summary>How time runs at the exchange.</summary>
/// <param name="Speed">Its seconds in a real second.</param>
/// <param name="Begins">Its first instant; <see langword="null"/> for the usual one.</param>
internal sealed record VenueTime(int Speed, DateTimeOffset? Begins)
{
    /// <summary>Writes the clock down where an exchange that goes on looks for it.</summary>
    public void WriteTo(string directory)
    {
        if (Begins is { } origin)
        {
            Directory.CreateDirectory(directory);
            string words = JsonSerializer.Serialize(
                new { realOrigin = TimeProvider.System.GetUtcNow(), origin, speed = Speed });
            File.WriteAllText(Path.Combine(directory, "clock.json"), words);
        }
    }
}
