using Ballast.PaperExchange;
using Ballast.PaperExchange.Clocks;

namespace Ballast.Server.Installations;

/// <summary>A paper exchange in this process, as outside programs can be let in to it.</summary>
/// <param name="Venue">The exchange.</param>
/// <param name="Clocks">Its market's time and the machine's.</param>
public sealed record EmbeddedExchange(PaperVenue Venue, ExchangeClocks Clocks);
