using Ballast.Core.Markets;
using Ballast.Core.Markets.Health;

namespace Ballast.Core.Tests.Markets.Health;

/// <summary>When a venue counts as degraded or down, and how long it takes to be trusted again.</summary>
public sealed class VenueHealthTests
{
    [Fact]
    public void Is_down_after_three_failures_in_a_row()
    {
        VenueHealth twice = After(VenueHealth.Unknown, HealthSample.Failed, 2);
        VenueHealth thrice = twice.After(HealthSample.Failed);

        twice.Level.ShouldBe(HealthLevel.Healthy, "two lost requests are no news");
        (thrice.Level, thrice.Why.Code).ShouldBe((HealthLevel.Down, "venue-down"));
    }

    [Fact]
    public void Comes_back_by_way_of_degraded_and_only_after_twenty_good_answers()
    {
        VenueHealth down = After(VenueHealth.Unknown, HealthSample.Failed, 3);
        After(down, HealthSample.Answered, 2).Level.ShouldBe(HealthLevel.Down, "two answers are not enough");
        VenueHealth back = After(down, HealthSample.Answered, 3);
        (back.Level, back.Why.Code).ShouldBe((HealthLevel.Degraded, "venue-back"));

        After(back, HealthSample.Answered, 16).Level.ShouldBe(HealthLevel.Degraded);
        After(back, HealthSample.Answered, 17).Level.ShouldBe(HealthLevel.Healthy);
    }

    /// <summary>Every fourth request fails: never three in a row, but three of the last twelve.</summary>
    [Fact]
    public void Is_degraded_by_errors_that_come_back_and_does_not_flap()
    {
        VenueHealth health = VenueHealth.Unknown;
        int changes = 0;
        for (int i = 1; i <= 200; i++)
        {
            HealthLevel before = health.Level;
            health = health.After(i % 4 == 0 ? HealthSample.Failed : HealthSample.Answered);
            changes += health.Level == before ? 0 : 1;
        }

        (health.Level, health.Why.Code, changes).ShouldBe((HealthLevel.Degraded, "venue-errors", 1));
    }

    [Fact]
    public void Is_degraded_by_slow_answers()
    {
        VenueHealth slow = After(VenueHealth.Unknown, HealthSample.Slow, 10);
        (slow.Level, slow.Why.Code).ShouldBe((HealthLevel.Degraded, "venue-slow"));
        After(VenueHealth.Unknown, HealthSample.Slow, 9).Level.ShouldBe(HealthLevel.Healthy);
    }

    [Fact]
    public void Is_degraded_while_none_of_its_markets_takes_orders()
    {
        Instrument open = Instrument.Unfiltered(new("BTC"), new("USDC"));
        Instrument shut = open with { IsTrading = false };
        VenueHealth known = After(VenueHealth.Unknown, HealthSample.Answered, 20);

        known.AfterMarkets([open, shut]).Level.ShouldBe(HealthLevel.Healthy, "one of its markets is open");
        VenueHealth closed = known.AfterMarkets([shut]);
        (closed.Level, closed.Why.Code).ShouldBe((HealthLevel.Degraded, "venue-maintenance"));
        closed.AfterMarkets([open]).Level.ShouldBe(HealthLevel.Healthy, "it has answered well all the while");
    }

    [Fact]
    public void Is_degraded_while_nothing_can_be_withdrawn_also_after_a_failure_more()
    {
        VenueHealth known = After(VenueHealth.Unknown, HealthSample.Answered, 20);

        VenueHealth shut = known.WithoutWithdrawals().After(HealthSample.Failed).After(HealthSample.Answered);
        (shut.Level, shut.Why.Code).ShouldBe((HealthLevel.Degraded, "venue-withdrawals"));
        known.WithoutWithdrawals().WithWithdrawals().Level
            .ShouldBe(HealthLevel.Healthy, "it has answered well all the while");
    }

    private static VenueHealth After(VenueHealth health, HealthSample sample, int times) =>
        Enumerable.Repeat(sample, times).Aggregate(health, (now, next) => now.After(next));
}
