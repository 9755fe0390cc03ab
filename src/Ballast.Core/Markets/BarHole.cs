using NodaTime;

namespace Ballast.Core.Markets;

/// <summary>Bars that are missing for every asset: whole rows of a price file that are not there.</summary>
/// <param name="After">The last bar before.</param>
/// <param name="Before">The next bar.</param>
/// <param name="Missing">How many bars would lie in between, one or more.</param>
public sealed record BarHole(Instant After, Instant Before, int Missing);
