using System.Collections.Immutable;
using NodaTime;

namespace Ballast.Adapters.Venues.Bridged;

/// <summary>One listing as it came: of one market, or of all.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Lines">Every line's number and time, whatever its market.</param>
/// <param name="Items">Those of the market that is asked for.</param>
/// <param name="Listed">How many the exchange gave, which is what its page counts: those of another time are not among
/// the lines.</param>
internal sealed record ListedSheet<T>(
    ImmutableArray<(string Id, Instant At)> Lines, ImmutableArray<T> Items, int Listed);
