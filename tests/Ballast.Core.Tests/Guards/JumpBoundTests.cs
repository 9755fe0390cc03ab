using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Guards;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using NodaTime;

namespace Ballast.Core.Tests.Guards;

public sealed class JumpBoundTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 3, 4, 12, 0);

    /// <summary>By hand, with a limit of 25 % around 100: after n intervals up to 100 (1 + 0.25 sqrt n), and down to
    /// 100 x 0.75 / (0.75 + 0.25 sqrt n), n between 1 and 24.</summary>
    [Theory]
    [InlineData(0.1, 75, 125)]
    [InlineData(1, 75, 125)]
    [InlineData(4, 60, 150)]
    [InlineData(9, 50, 175)]
    [InlineData(24, 37.98, 222.47)]
    [InlineData(9000, 37.98, 222.47)]
    public void Widens_with_the_square_root_of_time_up_to_a_day_of_hours(double hours, double lowest, double highest)
    {
        JumpBound bound = JumpBound.Around(Policy(Duration.FromHours(1)), Last(hours), Noon)!;

        ((double)bound.Lowest.Value).ShouldBe(lowest, 0.005);
        ((double)bound.Highest.Value).ShouldBe(highest, 0.005);
    }

    [Fact]
    public void The_limit_is_meant_for_one_check_but_no_less_than_an_hour_and_no_more_than_a_day()
    {
        JumpBound.Around(Policy(Duration.FromDays(7)), Last(4 * 24), Noon)!.Highest.ShouldBe(new Price(150m));
        JumpBound.Around(Policy(Duration.FromDays(1)), Last(24), Noon)!.Highest.ShouldBe(new Price(125m));
        JumpBound.Around(Policy(Duration.FromSeconds(1)), Last(4), Noon)!.Highest.ShouldBe(new Price(150m));
        JumpBound.Around(Policy(null), Last(4), Noon)!.Highest.ShouldBe(new Price(150m));
    }

    [Fact]
    public void A_price_without_a_time_is_taken_for_one_of_the_last_check() =>
        JumpBound.Around(Policy(null), new AcceptedPrice(new Price(100m), null), Noon)!
            .ShouldBe(new JumpBound(new Price(75m), new Price(125m)));

    [Fact]
    public void A_limit_of_the_whole_price_or_more_bounds_rises_only() =>
        JumpBound.Around(Policy(null) with { Guards = new GuardPolicy { MaxPriceJump = 2m } }, Last(1), Noon)!
            .ShouldBe(new JumpBound(new Price(0m), new Price(300m)));

    [Fact]
    public void A_long_told_jump_leaves_no_bound_and_a_long_silence_does()
    {
        JumpBound.Around(Policy(null), Last(25) with { IsDoubted = true }, Noon).ShouldBeNull();
        JumpBound.Around(Policy(null), Last(24) with { IsDoubted = true }, Noon).ShouldNotBeNull();
        JumpBound.Around(Policy(null), Last(9000), Noon).ShouldNotBeNull();
    }

    private static AcceptedPrice Last(double hours) =>
        new(new Price(100m), Noon - Duration.FromHours(hours));

    private static Policy Policy(Duration? checkEvery) => new()
    {
        Portfolio = new PortfolioId("p"),
        Quote = new Asset("USDC"),
        Accounts = [new AccountId("paper")],
        Target = ImmutableSortedDictionary<Asset, Weight>.Empty.Add(new Asset("BTC"), new Weight(1m)),
        Trigger = new TriggerPolicy { CheckEvery = checkEvery },
    };
}
