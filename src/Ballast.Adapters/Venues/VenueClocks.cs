namespace Ballast.Adapters.Venues;

/// <summary>The two clocks of a venue's client.</summary>
/// <param name="Venue">Stamps requests; with a paper venue it may be accelerated.</param>
/// <param name="Machine">Measures how long an answer takes.</param>
public sealed record VenueClocks(TimeProvider Venue, TimeProvider Machine);
