using NodaTime;

namespace Ballast.Adapters.Venues.Bridged;

/// <summary>A time in which something is looked for, both ends included.</summary>
/// <param name="From">Its beginning.</param>
/// <param name="Until">Its end, later than the beginning.</param>
internal sealed record ListingSpan(Instant From, Instant Until)
{
    /// <summary>How many lines of it to pass over.</summary>
    public int Offset { get; init; }

    /// <summary>How long it is.</summary>
    public Duration Length => Until - From;
}
