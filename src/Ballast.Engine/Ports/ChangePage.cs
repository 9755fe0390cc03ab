using System.Collections.Immutable;

namespace Ballast.Engine.Ports;

/// <summary>Changes after a cursor.</summary>
/// <param name="Changes">Oldest first.</param>
/// <param name="Cursor">Where the next read begins.</param>
public sealed record ChangePage(ImmutableArray<VenueChange> Changes, string Cursor);
