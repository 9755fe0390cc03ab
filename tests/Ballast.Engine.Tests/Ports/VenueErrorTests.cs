using Ballast.Engine.Ports;

namespace Ballast.Engine.Tests.Ports;

/// <summary>What is believed of a venue's wish to wait.</summary>
public sealed class VenueErrorTests
{
    // Retry-After: 2147483647 is 68 years.
    [Fact]
    public void No_wish_to_wait_is_longer_than_a_week_however_it_got_there()
    {
        var years = TimeSpan.FromSeconds(int.MaxValue);
        VenueError told = new(VenueErrorKind.RateLimited, "-1003", "too many", years);

        told.RetryAfter.ShouldBe(TimeSpan.FromDays(7));
        (told with { RetryAfter = TimeSpan.FromHours(2) }).RetryAfter.ShouldBe(TimeSpan.FromHours(2));
        (told with { RetryAfter = years }).RetryAfter.ShouldBe(TimeSpan.FromDays(7));
        (told with { RetryAfter = null }).RetryAfter.ShouldBeNull();
    }
}
