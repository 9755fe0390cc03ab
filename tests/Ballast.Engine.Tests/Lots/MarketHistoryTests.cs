using Ballast.Core.Amounts;
using Ballast.Core.Lots;
using Ballast.Core.Markets;
using Ballast.Engine.Lots;
using NodaTime;

namespace Ballast.Engine.Tests.Lots;

/// <summary>Whose word counts where a file and the venue tell of one trade.</summary>
public sealed class MarketHistoryTests
{
    private static readonly Asset Usdc = new("USDC");
    private static readonly Asset Eur = new("EUR");
    private static readonly Instant Morning = Instant.FromUtc(2025, 1, 5, 9, 30);

    // A file with dates alone is the usual one; which lot a sale takes hangs on the hour.
    [Fact]
    public void The_venues_time_counts_whoever_spoke_first_and_a_file_adds_what_the_venue_does_not_say()
    {
        (TradeOrigin mine, TradeOrigin venues) = (new TradeOrigin.File("mine.csv"), new TradeOrigin.Venue());
        PastTrade file = Told(Instant.FromUtc(2025, 1, 5, 0, 0)) with { Rate = new QuoteRate(Usdc, new Price(1.1m)) };
        PastTrade venue = Told(Morning);

        foreach (MarketHistory both in new[]
        {
            MarketHistory.Empty.With(file, mine, null).With(venue, venues, null),
            MarketHistory.Empty.With(venue, venues, null).With(file, mine, null),
        })
        {
            both.Trades["7"].ShouldBe(venue with { Rate = file.Rate });
            both.Retracted("7", null, null).Trades["7"].ShouldBe(venue);
        }
    }

    private static PastTrade Told(Instant at) => new()
    {
        TradeId = "7",
        Base = new Asset("AAA"),
        Quote = Eur,
        Side = TradeSide.Buy,
        Size = new Quantity(2m),
        Price = new Price(5m),
        Fee = new Quantity(0.1m),
        FeeAsset = Eur,
        At = at,
    };
}
