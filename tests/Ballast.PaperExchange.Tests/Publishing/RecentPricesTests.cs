using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.PaperExchange.Markets;
using Ballast.PaperExchange.Stores;
using Ballast.Testing;
using NodaTime;

namespace Ballast.PaperExchange.Tests.Publishing;

/// <summary>Bars of prices that the exchange itself has seen.</summary>
public sealed class RecentPricesTests : IDisposable
{
    private readonly Rig rig = new();

    public void Dispose() => rig.Dispose();

    [Fact]
    public void A_growing_bar_has_the_prices_so_far()
    {
        Instant from = rig.Now;
        rig.Move(51_000m);
        rig.Move(49_500m);
        rig.Move(50_200m);

        Shape(rig.Venue.Bar(Rig.Symbol, from, from + Duration.FromMinutes(1)))
            .ShouldBe((50_000m, 51_000m, 49_500m, 50_200m));
    }

    [Fact]
    public void A_bar_ends_before_its_end()
    {
        Instant from = rig.Now;
        rig.Move(51_000m);
        rig.Move(49_500m);

        Shape(rig.Venue.Bar(Rig.Symbol, from, from + Duration.FromSeconds(2)))
            .ShouldBe((50_000m, 51_000m, 50_000m, 51_000m));
    }

    [Fact]
    public void A_bar_without_a_price_stands_at_the_one_before()
    {
        rig.Move(51_000m);
        rig.Clock.Advance(TimeSpan.FromMinutes(10));

        Shape(rig.Venue.Bar(Rig.Symbol, rig.Now, rig.Now + Duration.FromMinutes(1)))
            .ShouldBe((51_000m, 51_000m, 51_000m, 51_000m));
    }

    [Fact]
    public void A_bar_before_the_first_price_is_none()
    {
        Instant start = rig.Now;

        rig.Venue.Bar(Rig.Symbol, start - Duration.FromMinutes(2), start - Duration.FromMinutes(1)).ShouldBeNull();
    }

    // 100 hours of one tick a minute are more than the exchange keeps; the simulated market's own hours are apart.
    [Fact]
    public void A_long_bar_is_joined_from_the_feeds_hours_and_the_newest_prices()
    {
        var clock = new ManualClock();
        Instant start = Instant.FromDateTimeOffset(clock.GetUtcNow());
        var feed = new SimulatedMarket(AssetSpec.Usual, Rig.Usdc, start, 7);
        using var venue = new PaperVenue(new PaperVenueOptions(), feed, new MemoryExchangeStore(), clock);
        clock.Advance(TimeSpan.FromMinutes((100 * 60) + 30));
        venue.Advance();

        Candle bar = venue.Bar(Rig.Symbol, start, start + Duration.FromDays(7))!;

        var hours = feed.Candles(Rig.Symbol, Duration.FromHours(1), start, start + Duration.FromDays(7));
        hours.Length.ShouldBe(100);
        Candle rest = venue.Bar(Rig.Symbol, hours[^1].End, hours[^1].End + Duration.FromHours(1))!;
        Price[] highs = [.. hours.Append(rest).Select(hour => hour.High!.Value)];
        Price[] lows = [.. hours.Append(rest).Select(hour => hour.Low!.Value)];
        Shape(bar).ShouldBe((hours[0].Open!.Value.Value, highs.Max().Value, lows.Min().Value, rest.Close.Value));
    }

    [Fact]
    public void The_average_is_that_of_the_young_prices()
    {
        rig.Move(51_000m);
        rig.Move(49_000m);

        rig.Venue.AveragePrice(Rig.Symbol, Duration.FromSeconds(1)).ShouldBe(49_000m);
        rig.Venue.AveragePrice(Rig.Symbol, Duration.FromMinutes(5)).ShouldBe(50_000m);
        rig.Clock.Advance(TimeSpan.FromHours(1));
        rig.Venue.AveragePrice(Rig.Symbol, Duration.FromMinutes(5)).ShouldBe(49_000m);
    }

    private static (decimal, decimal, decimal, decimal) Shape(Candle? bar) =>
        (bar!.Open!.Value.Value, bar.High!.Value.Value, bar.Low!.Value.Value, bar.Close.Value);
}
