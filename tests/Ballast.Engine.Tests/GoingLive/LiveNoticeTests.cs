using Ballast.Engine.GoingLive;
using Ballast.Engine.Journal;
using Ballast.Engine.Ports;

namespace Ballast.Engine.Tests.GoingLive;

/// <summary>Real money is traded only while its owner can be told.</summary>
public sealed class LiveNoticeTests
{
    private const string Lapsed =
        "mode live is not open: the last test message reached the owner at 2026-01-05T00:00:30Z, which holds for 30 "
        + "days; run 'ballast notify test'";

    [Fact]
    public void A_test_message_does_not_count_in_a_process_that_has_no_channel()
    {
        LiveWorld live = Opened();
        live.World.Owner.Channels = [];

        live.RefusalOf(LiveWorld.Live(0.25m)).ShouldBe(
            "mode live is not open: no channel to the owner is configured; write notify.jsonc, start 'ballast serve' "
            + "anew and run 'ballast notify test'");
    }

    [Fact]
    public void A_test_message_over_channels_that_are_gone_does_not_count()
    {
        LiveWorld live = Opened();
        live.World.Owner.Channels = [new OwnerChannel("ops", "another-address"), new OwnerChannel("mail", "0a1b")];

        live.RefusalOf(LiveWorld.Live(0.25m)).ShouldBe(
            "mode live is not open: the test message of 2026-01-05T00:00:30Z went over ops, and 'ballast serve' runs "
            + "without a channel that leads there; start 'ballast serve' anew if notify.jsonc was changed since its "
            + "start, and run 'ballast notify test'");

        live.World.Owner.Channels = [new OwnerChannel("mail", "ffff"), LiveWorld.Ops];
        live.Replace(LiveWorld.Live(0.25m)).ShouldBeOfType<ChangeOutcome.Done>("one of them is still there");
    }

    [Fact]
    public void A_test_message_that_does_not_say_where_it_went_does_not_count()
    {
        LiveWorld live = new("binance");
        live.World.Manage(LiveWorld.Shadow);
        live.Inspect();
        live.Reach(new OwnerChannel("ops", ""));

        live.RefusalOf(LiveWorld.Live(0.25m)).ShouldBe(
            "mode live is not open: the test message of 2026-01-05T00:00:30Z is on record without the addresses that "
            + "it went to; run 'ballast notify test'");
    }

    [Fact]
    public void A_test_message_holds_for_thirty_days_and_the_gate_asks_for_the_next_one()
    {
        LiveWorld live = Opened();
        Notice(live).Finding.ShouldBe(
            "a test message went over ops at 2026-01-05T00:00:30Z, good until 2026-02-04T00:00:30Z");
        live.Sleep(TimeSpan.FromDays(30) - TimeSpan.FromMinutes(5));
        live.Inspect();
        Notice(live).State.ShouldBe(LiveCheckState.Met);

        live.World.Pass(TimeSpan.FromMinutes(6));
        live.RefusalOf(LiveWorld.Live(0.25m)).ShouldBe(Lapsed);

        live.Reach();
        live.Replace(LiveWorld.Live(0.25m)).ShouldBeOfType<ChangeOutcome.Done>();
    }

    [Fact]
    public void A_portfolio_that_trades_stops_when_its_owner_has_not_been_reached_for_too_long()
    {
        LiveWorld live = Opened();
        live.Sleep(TimeSpan.FromDays(30) - TimeSpan.FromMinutes(5));
        live.Inspect();
        live.World.Ask(engine => engine.HaltAsync(null, "ann", Worlds.EngineWorld.Word, CancellationToken.None));
        live.Replace(LiveWorld.Live(0.25m)).ShouldBeOfType<ChangeOutcome.Done>();
        live.World.Pass(TimeSpan.FromMinutes(6));

        live.World.Resume();
        live.World.Pass(TimeSpan.FromMinutes(10));
        live.Venue.Orders.ShouldBeEmpty();
        live.World.Events<JournalEvent.OrderSigned>().ShouldBeEmpty();

        live.Reach();
        live.World.Until(() => live.World.Find("core").Runs is [.., { EndedAt: not null }], "a run ends");
        live.Venue.Orders.ShouldNotBeEmpty();
    }

    private static LiveWorld Opened()
    {
        LiveWorld live = new("binance");
        live.Open();
        return live;
    }

    private static LiveCheck Notice(LiveWorld live) =>
        live.World.Find("core").Live.Checks.Single(check => check.Code == "live-notice");
}
