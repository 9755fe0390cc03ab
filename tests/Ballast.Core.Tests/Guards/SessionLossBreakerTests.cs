using Ballast.Core.Amounts;
using Ballast.Core.Decisions;
using Ballast.Core.Guards;
using Ballast.Core.Policies;
using NodaTime;
using static Ballast.Core.Tests.Decisions.Sketch;

namespace Ballast.Core.Tests.Guards;

public sealed class SessionLossBreakerTests
{
    private static readonly GuardPolicy TenPercent = new() { SessionLoss = 0.1m };

    /// <summary>By hand: 100 of 1000 are 10 %.</summary>
    [Theory]
    [InlineData("900.01", false)]
    [InlineData("900", true)]
    public void Latches_at_the_limit(string value, bool latched) =>
        (Watch(Started(), CanonicalDecimal.Parse(value), Noon).Breaker is not null).ShouldBe(latched);

    [Fact]
    public void A_withdrawal_is_no_loss_and_a_deposit_hides_none()
    {
        Watch(Started().AfterFlow(Usdc, new Money(-500m)), 500m, Noon).Breaker.ShouldBeNull();

        // By hand: 1000 and 500 came in, 1350 are left: 150 of 1500 are 10 %.
        Watch(Started().AfterFlow(Usdc, new Money(500m)), 1350m, Noon).Breaker.ShouldNotBeNull();
        Watch(Started().AfterFlow(Usdc, new Money(500m)), 1351m, Noon).Breaker.ShouldBeNull();
    }

    [Fact]
    public void Stays_latched_through_the_next_session_until_a_person_clears_it()
    {
        PolicyMemory latched = Watch(Started(), 800m, Noon);
        Reason? cause = latched.Breaker;

        PolicyMemory nextDay = Watch(latched, 2000m, Noon + Duration.FromDays(1));
        nextDay.Breaker.ShouldBe(cause);

        PolicyMemory cleared = nextDay.ClearBreaker("owner", Noon + Duration.FromDays(1));
        cleared.Breaker.ShouldBeNull();
        cleared.LastClearing.ShouldBe(new BreakerClearing("owner", Noon + Duration.FromDays(1), cause!));
        Watch(cleared, 800m, Noon + Duration.FromDays(1)).Breaker.ShouldBeNull("a cleared breaker measures anew");
    }

    [Fact]
    public void Sessions_begin_at_midnight_utc_and_losses_of_the_day_before_do_not_count()
    {
        PolicyMemory memory = Watch(Started(), 950m, Noon);

        PolicyMemory nextDay = Watch(memory, 880m, Instant.FromUtc(2026, 3, 5, 0, 0));

        nextDay.Breaker.ShouldBeNull();
        nextDay.Session.ShouldBe(new SessionMark(Instant.FromUtc(2026, 3, 5, 0, 0), new Money(880m), Money.Zero));
    }

    [Fact]
    public void A_clock_set_back_does_not_begin_a_session_anew() =>
        Watch(Started(), 800m, Noon - Duration.FromDays(3)).Breaker.ShouldNotBeNull();

    [Fact]
    public void A_clock_set_back_does_not_empty_the_days_turnover()
    {
        PolicyMemory ran =
            PolicyMemory.Fresh.AfterRun(new Money(100m), Noon).AfterRun(new Money(100m), Noon - Duration.FromDays(1));
        GuardPolicy half = new() { MaxDailyTurnover = 0.5m };

        // By hand: 200 traded are a turnover of 100; 500 were allowed, so 400 are left, or 800 of notional.
        TurnoverCap.Left(half, ran, new Money(1000m), Noon).ShouldBe(new Money(800m));
        TurnoverCap.Left(half, ran, new Money(1000m), Noon + Duration.FromDays(1)).ShouldBe(new Money(1000m));
        TurnoverCap.Left(new GuardPolicy(), ran, new Money(1000m), Noon).ShouldBeNull();
    }

    private static PolicyMemory Started() => Watch(PolicyMemory.Fresh, 1000m, Noon - Duration.FromHours(1));

    private static PolicyMemory Watch(PolicyMemory memory, decimal value, Instant now) =>
        SessionLossBreaker.Watch(TenPercent, memory, new Money(value), now);
}
