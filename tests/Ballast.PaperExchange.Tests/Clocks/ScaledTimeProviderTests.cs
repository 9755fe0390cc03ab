using Ballast.PaperExchange.Clocks;
using Ballast.Testing;

namespace Ballast.PaperExchange.Tests.Clocks;

public sealed class ScaledTimeProviderTests
{
    private static readonly DateTimeOffset Origin = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_hour_passes_in_a_second_at_3600()
    {
        var real = new ManualClock();
        var scaled = new ScaledTimeProvider(real, real.GetUtcNow(), Origin, 3600);
        long stamp = scaled.GetTimestamp();

        real.Advance(TimeSpan.FromSeconds(2));

        scaled.GetUtcNow().ShouldBe(Origin.AddHours(2));
        scaled.GetElapsedTime(stamp).ShouldBe(TimeSpan.FromHours(2));
    }

    [Fact]
    public void Timers_run_in_scaled_time_but_never_more_often_than_each_real_millisecond()
    {
        var real = new ManualClock();
        var scaled = new ScaledTimeProvider(real, real.GetUtcNow(), Origin, 60);
        int minutes = 0;
        int instants = 0;
        using ITimer slow = scaled.CreateTimer(_ => minutes++, null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        using ITimer fast = scaled.CreateTimer(
            _ => instants++, null, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1));

        real.Advance(TimeSpan.FromSeconds(3));

        (minutes, instants).ShouldBe((3, 3000));
    }

    [Fact]
    public void Two_clocks_with_the_same_origins_read_the_same()
    {
        var real = new ManualClock();
        DateTimeOffset began = real.GetUtcNow();
        var one = new ScaledTimeProvider(real, began, Origin, 17.5);
        real.Advance(TimeSpan.FromSeconds(11));
        var other = new ScaledTimeProvider(real, began, Origin, 17.5);

        other.GetUtcNow().ShouldBe(one.GetUtcNow());
    }
}
