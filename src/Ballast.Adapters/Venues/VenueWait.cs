using System.Globalization;

namespace Ballast.Adapters.Venues;

/// <summary>What a venue wants at this moment: to be left alone.</summary>
/// <param name="Left">For how long; more than zero.</param>
/// <param name="Until">The end of it by the machine's clock, for people.</param>
/// <param name="File">Where it was read; <see langword="null"/> where this process was told.</param>
internal sealed record VenueWait(TimeSpan Left, DateTimeOffset Until, string? File)
{
    /// <summary>The same, for people.</summary>
    public string Sentence => string.Create(
        CultureInfo.InvariantCulture,
        $"the venue asked to wait until {Until.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC{Place}");

    private string Place => File is null
        ? ""
        : $", as {File} says; who knows that to be wrong removes the file and starts again";
}
