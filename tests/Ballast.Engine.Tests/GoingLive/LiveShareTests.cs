using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Engine.GoingLive;
using Ballast.Testing.Simulation;

namespace Ballast.Engine.Tests.GoingLive;

/// <summary>The part of the holdings that may be moved, step by step.</summary>
public sealed class LiveShareTests
{
    // By hand: the venue begins with 60 AAA, 10 BBB, 1 CCC and 500 USDC, of which three quarters stay.
    [Fact]
    public void What_is_beyond_the_share_stays_where_it_was_also_after_a_restart()
    {
        LiveWorld live = new("binance");
        live.Open();
        live.World.Pass(TimeSpan.FromMinutes(2));
        live.Replace(LiveWorld.Live(0.25m)).ShouldBeOfType<ChangeOutcome.Done>();

        live.World.Pass(TimeSpan.FromMinutes(20));
        live.Venue.Orders.ShouldNotBeEmpty();
        int before = live.Venue.Orders.Count;
        Stays(live, 0.75m);
        live.World.Restart();
        live.World.Pass(TimeSpan.FromMinutes(20));

        Stays(live, 0.75m);
        LiveStage stage = live.World.Find("core").Stage!;
        stage.Share.ShouldBe(0.25m);
        stage.Actor.ShouldBe("ann");
        stage.Kept(LiveWorld.Shadow)[new("AAA")].Value.ShouldBe(45m);
        live.Venue.Orders.Count.ShouldBeGreaterThanOrEqualTo(before);
    }

    [Fact]
    public void A_share_is_raised_by_a_quarter_a_day_and_lowered_at_once()
    {
        LiveWorld live = new("binance");
        live.Open();
        live.RefusalOf(LiveWorld.Live(0.3m)).ShouldBe(
            "the share goes from 0 % to 30 %; it is raised by at most 25 % at once");
        live.Replace(LiveWorld.Live(0.25m)).ShouldBeOfType<ChangeOutcome.Done>();

        live.RefusalOf(LiveWorld.Live(0.5m)).ShouldContain("it is raised again a day later at the earliest");
        live.Replace(LiveWorld.Live(0.1m)).ShouldBeOfType<ChangeOutcome.Done>();
        live.World.Clock.DropTimers();
        live.World.Clock.Advance(TimeSpan.FromHours(25));
        live.World.Restart();
        live.RefusalOf(LiveWorld.Live(0.5m)).ShouldStartWith("the share goes from 10 % to 50 %");
        live.Replace(LiveWorld.Live(0.35m)).ShouldBeOfType<ChangeOutcome.Done>();
    }

    [Fact]
    public void Leaving_and_coming_back_frees_no_other_share()
    {
        LiveWorld live = new("binance");
        live.Open();
        live.World.Pass(TimeSpan.FromMinutes(2));
        for (int times = 0; times < 3; times++)
        {
            live.Replace(LiveWorld.Live(0.25m)).ShouldBeOfType<ChangeOutcome.Done>();
            live.World.Pass(TimeSpan.FromMinutes(20));
            Stays(live, 0.75m);
            live.World.Find("core").Stage!.Kept(LiveWorld.Shadow)[new("AAA")].Value.ShouldBe(45m);
            live.Replace(LiveWorld.Shadow).ShouldBeOfType<ChangeOutcome.Done>();
            live.World.Pass(TimeSpan.FromMinutes(2));
        }

        live.Venue.Orders.ShouldNotBeEmpty();
    }

    [Fact]
    public void Each_account_keeps_its_own_part_and_one_outside_keeps_none()
    {
        var first = ImmutableSortedDictionary<Asset, Quantity>.Empty.Add(new("BTC"), new Quantity(1m));
        var second = ImmutableSortedDictionary<Asset, Quantity>.Empty.Add(new("BTC"), new Quantity(0.8m));
        LiveStage stage = new()
        {
            Share = 0.25m,
            Since = default,
            Actor = "ann",
            Held = ImmutableSortedDictionary<AccountId, ImmutableSortedDictionary<Asset, Quantity>>.Empty
                .Add(LiveWorld.Account, first).Add(new("other"), second),
        };
        Policy policy = LiveWorld.Live(0.25m);

        LiveStage.Staying(policy, stage).ShouldHaveSingleItem().Value[new("BTC")].Value.ShouldBe(0.75m);
        stage.Kept(policy)[new("BTC")].Value.ShouldBe(0.75m);
        LiveStage.Staying(LiveWorld.Shadow, stage).ShouldBeEmpty();
    }

    [Fact]
    public void A_deposit_is_shared_like_what_was_there()
    {
        LiveWorld live = new("binance");
        live.Open();
        live.World.Pass(TimeSpan.FromMinutes(2));
        live.Replace(LiveWorld.Live(0.25m)).ShouldBeOfType<ChangeOutcome.Done>();
        live.World.Pass(TimeSpan.FromMinutes(20));
        Quantity before = live.World.Find("core").Stage!.Kept(LiveWorld.Shadow)[ScriptedVenue.Quote];

        live.Venue.Totals[ScriptedVenue.Quote] += 20m;
        live.World.Pass(TimeSpan.FromMinutes(20));

        (live.World.Find("core").Stage!.Kept(LiveWorld.Shadow)[ScriptedVenue.Quote] - before).Value.ShouldBe(15m);
    }

    [Fact]
    public void A_whole_share_keeps_nothing_back()
    {
        Policy policy = LiveWorld.Live(1m);
        LiveStage stage = new() { Share = 1m, Since = default, Actor = "ann" };

        LiveStage.Limited(policy, stage).ShouldBeSameAs(policy);
        LiveStage.Limited(LiveWorld.Shadow, stage with { Share = 0.5m }).ShouldBeSameAs(LiveWorld.Shadow);
    }

    private static void Stays(LiveWorld live, decimal part)
    {
        live.Venue.Totals[new("AAA")].ShouldBeGreaterThanOrEqualTo(60m * part);
        live.Venue.Totals[new("BBB")].ShouldBeGreaterThanOrEqualTo(10m * part);
        live.Venue.Totals[new("CCC")].ShouldBeGreaterThanOrEqualTo(1m * part);
        live.Venue.Totals[ScriptedVenue.Quote].ShouldBeGreaterThanOrEqualTo(500m * part);
    }
}
