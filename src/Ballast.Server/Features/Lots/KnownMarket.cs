using NodaTime;

namespace Ballast.Server.Features.Lots;

/// <summary>Which trades of a market are known.</summary>
/// <param name="Id">The market, such as <c>BTC/USDC</c>.</param>
/// <param name="Trades">How many.</param>
/// <param name="ReadThrough">How far an import has read the venue's own list; null before one has.</param>
/// <param name="First">When the first was; null where there is none.</param>
public sealed record KnownMarket(string Id, int Trades, string? ReadThrough, Instant? First)
{
    /// <summary>When the last was; null where there is none.</summary>
    public Instant? Last { get; init; }
}
