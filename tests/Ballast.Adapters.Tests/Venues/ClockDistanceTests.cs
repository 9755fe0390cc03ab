using Ballast.Adapters.Venues;

namespace Ballast.Adapters.Tests.Venues;

/// <summary>How far two clocks are apart, in words.</summary>
public sealed class ClockDistanceTests
{
    // 28,100,731,739 ms are 325.24 days.
    [Theory]
    [InlineData(28_100_731_739, "325 days")]
    [InlineData(-172_800_000, "2 days")]
    [InlineData(172_799_999, "48 hours")]
    [InlineData(5_400_000, "90 minutes")]
    [InlineData(-90_000, "90 seconds")]
    [InlineData(1_999, "1999 ms")]
    [InlineData(0, "0 ms")]
    public void It_is_told_in_the_largest_unit_that_there_are_two_of(long milliseconds, string words) =>
        ClockDistance.Of(TimeSpan.FromMilliseconds(milliseconds)).ShouldBe(words);
}
