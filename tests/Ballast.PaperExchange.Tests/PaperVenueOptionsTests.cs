namespace Ballast.PaperExchange.Tests;

public sealed class PaperVenueOptionsTests
{
    // Two real seconds are two minutes at sixty-fold speed and two hours at an hour a second.
    [Theory]
    [InlineData(1, 60)]
    [InlineData(30, 60)]
    [InlineData(60, 120)]
    [InlineData(3600, 7200)]
    public void A_request_outlives_its_way_however_fast_the_clock_runs(double speed, double seconds) =>
        PaperVenueOptions.RequestWindowAt(speed).ShouldBe(TimeSpan.FromSeconds(seconds));
}
