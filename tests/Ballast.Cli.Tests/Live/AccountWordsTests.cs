using Ballast.Cli.Live;
using Ballast.Core;
using Ballast.Core.Markets.Health;
using Ballast.Core.Portfolios;
using Ballast.Engine.Views;
using NodaTime;

namespace Ballast.Cli.Tests.Live;

/// <summary>What the screen says of accounts.</summary>
public sealed class AccountWordsTests
{
    private static readonly AccountHealth Well = new(new AccountId("cold"), HealthLevel.Healthy, null, null);

    [Fact]
    public void An_account_that_is_well_is_not_spoken_of() => AccountWords.Of(Well).ShouldBeEmpty();

    [Fact]
    public void One_that_does_not_answer_and_one_whose_orders_are_held_are()
    {
        AccountHealth down = Well with
        {
            Level = HealthLevel.Down,
            Why = new Reason("venue-down", "3 requests in a row were not answered"),
            Since = Instant.FromUtc(2026, 3, 4, 12, 0),
        };
        AccountWords.Of(down).ShouldBe(["cold is down: 3 requests in a row were not answered"]);

        AccountWords.Of(Well with { Held = new Reason("orders-held", "orders of cold are held: the clock is wrong") })
            .ShouldBe(["orders of cold are held: the clock is wrong"]);
    }
}
