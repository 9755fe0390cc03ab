using Ballast.Core;
using Ballast.Core.Policies;
using Ballast.Engine.GoingLive;
using Ballast.Engine.Journal;
using Ballast.Engine.Tests.Worlds;
using Ballast.Engine.Views;

namespace Ballast.Engine.Tests.GoingLive;

/// <summary>Real money is traded only once the journal holds the evidence.</summary>
public sealed class LiveGateTests
{
    [Fact]
    public void Each_refusal_names_what_is_missing_and_what_cures_it()
    {
        LiveWorld live = new("binance");
        Policy wanted = LiveWorld.Live(0.25m);
        live.World.Manage(LiveWorld.Shadow);

        live.RefusalOf(wanted).ShouldBe(
            "mode live is not open: binance was never inspected; run 'ballast doctor' while 'ballast serve' runs");
        live.Inspect().Faults.ShouldBeEmpty();
        live.RefusalOf(wanted).ShouldBe(
            "mode live is not open: no test message has reached the owner; run 'ballast notify test'");
        live.Reach();
        live.RefusalOf(wanted).ShouldBe(
            "mode live is not open: these rules have run for 0 days of 1 days without real money; leave them in mode "
            + "shadow, or see 'ballast live waive'");
        live.Waive("trade core").ShouldBeOfType<ChangeOutcome.Refused>().Why.Code.ShouldBe("phrase-differs");
        live.Waive("trade core without its trial").ShouldBeOfType<ChangeOutcome.Done>();
        live.RefusalOf(wanted with { Live = null }).ShouldBe(
            "mode live is not open: the policy does not say which part of the holdings it may move; "
            + "add \"live\": { \"share\": 0.25, \"accounts\": [...] } to it");
        live.Replace(wanted).ShouldBeOfType<ChangeOutcome.Done>();

        live.World.Events<JournalEvent.TrialWaived>().ShouldHaveSingleItem().Actor.ShouldBe("ann");
        live.World.Find("core").Live.Checks.ShouldAllBe(check => check.State == LiveCheckState.Met);
        live.World.Find("core").Live.Checks.Select(check => check.Finding)
            .ShouldContain(finding => finding.StartsWith("ann waived the trial", StringComparison.Ordinal));
    }

    [Fact]
    public void A_portfolio_does_not_begin_with_real_money()
    {
        LiveWorld live = new("binance");
        Policy wanted = LiveWorld.Live(0.25m);

        live.World.Ask(engine => engine.AddPortfolioAsync(wanted, "hash", "ann", CancellationToken.None))
            .ShouldBeOfType<ChangeOutcome.Refused>().Why.Code.ShouldBe("live-account");
    }

    [Fact]
    public void A_key_that_may_do_worse_than_trade_keeps_the_gate_shut()
    {
        LiveWorld live = new("binance");
        live.World.Manage(LiveWorld.Shadow);
        ((LiveWorld.SafeKey)live.World.Keys!).Faults =
            [new Reason("key-withdraws", "its key may withdraw")];

        live.Inspect().Proven.Select(reason => reason.Code).ShouldBe(["keys", "clock", "client-ids"]);

        live.RefusalOf(LiveWorld.Live(0.25m)).ShouldStartWith("mode live is not open: binance: its key may withdraw");
    }

    // The program slept for three days: nobody saw how the rules did.
    [Fact]
    public void The_trial_does_not_count_time_in_which_nothing_ran()
    {
        LiveWorld live = new("binance");
        live.World.Manage(LiveWorld.Shadow);
        live.Inspect();
        live.Reach();
        live.World.Pass(TimeSpan.FromMinutes(5));
        live.World.Clock.DropTimers();
        live.World.Clock.Advance(TimeSpan.FromDays(3));
        live.World.Restart();
        live.World.Pass(TimeSpan.FromMinutes(5));

        live.RefusalOf(LiveWorld.Live(0.25m)).ShouldContain("these rules have run for 0 days of 1 days");
    }

    [Fact]
    public void Nothing_leaves_before_the_gate_is_open_and_something_does_after()
    {
        LiveWorld live = new("binance");
        live.Open();
        live.World.Pass(TimeSpan.FromMinutes(5));
        live.Venue.Orders.ShouldBeEmpty();

        live.Replace(LiveWorld.Live(0.25m)).ShouldBeOfType<ChangeOutcome.Done>();
        live.World.Until(() => live.World.Find("core").Runs is [.., { EndedAt: not null }], "a run ends");

        live.Venue.Orders.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_key_that_got_worse_stops_the_next_order()
    {
        LiveWorld live = new("binance");
        live.Open();
        ((LiveWorld.SafeKey)live.World.Keys!).Faults = [new Reason("key-withdraws", "its key may withdraw")];
        live.Replace(LiveWorld.Live(0.25m)).ShouldBeOfType<ChangeOutcome.Done>();
        live.Inspect();

        live.World.Pass(TimeSpan.FromMinutes(10));

        live.Venue.Orders.ShouldBeEmpty();
        live.World.Find("core").Status.ShouldBe(PortfolioStatus.Running);
    }

    [Fact]
    public void An_inspection_holds_for_thirty_days_and_the_gate_asks_for_the_next_one()
    {
        LiveWorld live = new("binance");
        live.Open();
        live.World.Find("core").Live.Checks[0].Finding.ShouldEndWith("good until 2026-02-04T00:00:30Z");
        live.Sleep(TimeSpan.FromDays(30) - TimeSpan.FromMinutes(5));
        live.World.Find("core").Live.Checks[0].State.ShouldBe(LiveCheckState.Met);

        live.World.Pass(TimeSpan.FromMinutes(6));
        live.RefusalOf(LiveWorld.Live(0.25m)).ShouldBe(
            "mode live is not open: binance passed its inspection at 2026-01-05T00:00:30Z, which holds for 30 days; "
            + "run 'ballast doctor' while 'ballast serve' runs");

        live.Inspect();
        live.Reach();
        live.Replace(LiveWorld.Live(0.25m)).ShouldBeOfType<ChangeOutcome.Done>();
    }

    [Fact]
    public void An_inspection_that_is_too_old_stops_a_portfolio_that_trades_and_a_new_one_lets_it_go_on()
    {
        LiveWorld live = new("binance");
        live.Open();
        live.Sleep(TimeSpan.FromDays(30) - TimeSpan.FromMinutes(5));
        live.World.Ask(engine => engine.HaltAsync(null, "ann", EngineWorld.Word, CancellationToken.None));
        live.Replace(LiveWorld.Live(0.25m)).ShouldBeOfType<ChangeOutcome.Done>();
        live.World.Pass(TimeSpan.FromMinutes(6));

        live.World.Resume();
        live.World.Pass(TimeSpan.FromMinutes(10));
        live.Venue.Orders.ShouldBeEmpty();
        live.World.Find("core").Live.Objection!.Sentence.ShouldContain("which holds for 30 days");

        live.Inspect();
        live.Reach();
        live.World.Until(() => live.World.Find("core").Runs is [.., { EndedAt: not null }], "a run ends");
        live.Venue.Orders.ShouldNotBeEmpty();
    }

    [Fact]
    public void An_account_that_the_policy_does_not_let_trade_gets_no_order()
    {
        LiveWorld live = new("binance");
        live.World.Open("other", ports => ports.At("kraken"));
        live.World.Restart();
        Policy both = LiveWorld.Shadow with { Accounts = [LiveWorld.Account, new("other")] };
        live.World.Manage(both);
        live.Inspect();
        live.Reach();
        live.World.Ask(engine => engine.WaiveTrialAsync(
            LiveWorld.Core,
            new JournalEvent.TrialWaived(
                PolicyWriter.RulesHash(both), "ann", TrialWaiver.PhraseFor(LiveWorld.Core)),
            CancellationToken.None));
        live.Replace(both with { Mode = TradingMode.Live, Live = LiveWorld.Live(0.25m).Live })
            .ShouldBeOfType<ChangeOutcome.Done>();

        live.World.Pass(TimeSpan.FromMinutes(10));

        live.World.Events<JournalEvent.OrderSigned>()
            .ShouldAllBe(signed => signed.Request.Account == LiveWorld.Account);
    }

    [Fact]
    public void Paper_money_needs_no_gate()
    {
        LiveWorld live = new("paper-scripted");
        live.World.Manage(LiveWorld.Live(1m) with { Live = null });

        live.World.Until(() => live.World.Find("core").Runs is [.., { EndedAt: not null }], "a run ends");

        live.Venue.Orders.ShouldNotBeEmpty();
        live.World.Find("core").Live.ShouldBe(LiveChecklist.NotNeeded);
    }
}
