using System.Collections.Immutable;
using NodaTime;

namespace Ballast.Adapters.Venues.Bridged;

/// <summary>One step through time: everything of it, or, where a page was too small, nothing and a shorter stride.
/// </summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Items">As they were listed; perhaps some of just before or after the step.</param>
/// <param name="Through">How far it came: its beginning where a page was too small.</param>
/// <param name="Stride">How far to look the next time.</param>
internal sealed record ListingStep<T>(ImmutableArray<T> Items, Instant Through, Duration Stride);
