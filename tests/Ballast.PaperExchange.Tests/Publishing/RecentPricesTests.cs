using NodaTime;

namespace Ballast.PaperExchange.Tests.Publishing;

/// <summary>Averages of prices that the exchange itself has seen.</summary>
public sealed class RecentPricesTests : IDisposable
{
    private readonly Rig rig = new();

    public void Dispose() => rig.Dispose();

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
}
