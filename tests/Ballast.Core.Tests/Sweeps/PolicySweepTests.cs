using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Policies;
using Ballast.Core.Sweeps;
using NodaTime;

namespace Ballast.Core.Tests.Sweeps;

/// <summary>What a sweep's pick rests on: no look ahead, honest sets, and refusals that say what to mend.</summary>
public sealed class PolicySweepTests
{
    private static readonly decimal[] Widths = [.. Enumerable.Range(1, 30).Select(k => k * 0.004m)];

    private static readonly WalkForwardTerms Terms = new(120, 40, 5);

    [Fact]
    public void Prices_after_its_train_bars_do_not_change_what_a_fold_chose()
    {
        CandleTable prices = SweptMarket.Days(seed: 1, bars: 400);
        WalkForwardReport tried = Tried(prices);
        tried.Folds.Length.ShouldBe(6);
        tried.Folds.Select(fold => fold.Chosen.Name).Distinct().Count().ShouldBeGreaterThan(1);

        foreach ((int number, Fold fold) in tried.Folds.Index())
        {
            WalkForwardReport changed = Tried(SweptMarket.ChangedAfter(prices, fold.Train.To, seed: number));

            changed.Folds.Take(number + 1).Select(one => one.Chosen.Name)
                .ShouldBe(tried.Folds.Take(number + 1).Select(one => one.Chosen.Name));
            changed.Folds[number].Return.ShouldNotBe(fold.Return);
        }
    }

    [Fact]
    public void A_purge_lies_between_what_is_chosen_on_and_what_it_is_judged_on()
    {
        foreach (Fold fold in Tried(SweptMarket.Days(seed: 2, bars: 300)).Folds)
        {
            (fold.Train.To - fold.Train.From).ShouldBe(Duration.FromDays(119));
            (fold.Test.From - fold.Train.To).ShouldBe(Duration.FromDays(6));
            (fold.Test.To - fold.Test.From).ShouldBe(Duration.FromDays(39));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void What_is_held_through_all_tests_returns_what_its_price_did(int checkDays)
    {
        CandleTable prices = SweptMarket.Days(seed: 11, bars: 300);
        Policy policy = SweptMarket.Alone(Duration.FromDays(checkDays));

        WalkForwardReport tried = SweptMarket.Report(
            SweptMarket.Request(prices, policy, 0.2m) with { WalkForward = _ => Terms }).WalkForward.ShouldNotBeNull();

        // Tests adjoin: bars 125 to 284, from the close of bar 124 on.
        ImmutableArray<Candle> held = prices.SeriesOf(new Asset("AAA"));
        tried.Folds.Length.ShouldBe(4);
        double grown = (double)(held[284].Close.Value / held[124].Close.Value);
        (1.0 + tried.Chosen.Return).ShouldBe(grown, 1e-12 * grown);
        (1.0 + tried.Own.Return).ShouldBe(grown, 1e-12 * grown);
    }

    [Fact]
    public void The_policy_as_it_is_names_the_engine_that_took_it()
    {
        Policy policy = SweptMarket.Policy(10m);
        CandleTable prices = SweptMarket.Days(seed: 12, bars: 100);

        SettingRow inside = SweptMarket.Report(SweptMarket.Request(prices, policy, 0.03m, 0.05m)).Pick.Own;
        SettingRow outside = SweptMarket.Report(SweptMarket.Request(prices, policy, 0.03m)).Pick.Own;

        (inside.Setting.Name, inside.Engine).ShouldBe(("5 points to target", "coalesced"));
        (outside.Setting.Name, outside.Engine).ShouldBe(("5 points to target", "walked"));
        inside.FinalValue.ShouldBe(outside.FinalValue, 1e-9 * outside.FinalValue);
    }

    [Fact]
    public void Settings_that_do_the_same_cannot_be_told_apart()
    {
        // No drift ever leaves a band of 60 points and more, so that all three only hold.
        PolicySweepReport report = SweptMarket.Report(
            SweptMarket.Request(SweptMarket.Days(seed: 3, bars: 200), SweptMarket.Policy(10m), 0.6m, 0.7m, 0.8m));

        report.Pick.Indistinguishable.Length.ShouldBe(3);
        report.Pick.Tried.ShouldBe(3);
        report.Leaders.ShouldAllBe(row => row.Rebalances == 1);
    }

    [Fact]
    public void A_band_that_tracks_worse_at_every_step_is_told_from_the_best()
    {
        PolicySweepRequest request = SweptMarket.Request(
            SweptMarket.Days(seed: 4, bars: 800), SweptMarket.Policy(0m), 0.001m, 0.02m, 0.3m);

        PolicySweepReport report = SweptMarket.Report(request with { RankBy = RankMeasure.TrackingError });

        report.Pick.Best.Setting.Name.ShouldBe("0.1 points to target");
        report.Pick.Indistinguishable.Select(setting => setting.Name).ShouldBe(["0.1 points to target"]);
        report.Rows.Select(row => row.TrackingError).ShouldBeInOrder();
    }

    [Fact]
    public void A_setting_without_a_band_is_tried_once_whatever_its_destination_and_cooldown()
    {
        PolicySweepRequest request = SweptMarket.Request(SweptMarket.Days(5, 100), SweptMarket.Policy(10m), 0.05m);
        PolicySweepReport report = SweptMarket.Report(request with
        {
            Axes = request.Axes with
            {
                Bands = [null, .. request.Axes.Bands],
                Destinations = [Destination.Target, Destination.Edge],
                Calendars = [.. NamedCalendar.Known.Take(2)],
                Cooldowns = [Duration.Zero, Duration.FromDays(3)],
            },
        });

        // Two calendars alone, and one band with two destinations, calendars and cooldowns each.
        report.Rows.Select(row => row.Setting.Name).ShouldBeUnique();
        report.Pick.Tried.ShouldBe(10);
        report.Count.ShouldBe(10);
    }

    [Fact]
    public void What_is_not_simulated_is_told_by_field()
    {
        Policy policy = SweptMarket.Policy(10m);
        policy = policy with
        {
            Trigger = policy.Trigger with { Emergency = new Weight(0.15m) },
            Guards = new GuardPolicy { SessionLoss = 0.1m },
        };

        SweptMarket.Report(SweptMarket.Request(SweptMarket.Days(6, 100), policy, 0.05m))
            .LeftOut.Select(reason => reason.Code).ShouldBe(["trigger.emergency", "guards.sessionLoss"]);
    }

    [Fact]
    public void A_fingerprint_is_that_of_the_prices_used_and_of_nothing_else()
    {
        CandleTable prices = SweptMarket.Days(seed: 7, bars: 120);
        PolicySweepRequest request = SweptMarket.Request(prices, SweptMarket.Policy(10m), 0.05m);
        Instant last = SweptMarket.Start + Duration.FromDays(99);

        string whole = SweptMarket.Report(request).Fingerprint;
        string part = SweptMarket.Report(request with { To = last }).Fingerprint;

        whole.Length.ShouldBe(64);
        part.ShouldNotBe(whole);
        CandleTable changed = SweptMarket.ChangedAfter(prices, last, seed: 1);
        SweptMarket.Report(request with { Prices = changed, To = last }).Fingerprint.ShouldBe(part);
        SweptMarket.Report(request with { Prices = changed }).Fingerprint.ShouldNotBe(whole);
    }

    [Fact]
    public void Two_million_results_stay_small()
    {
        PolicySweepRequest request = SweptMarket.Request(
            SweptMarket.Days(seed: 8, bars: 250), SweptMarket.Policy(10m),
            [.. Enumerable.Range(1, 1_000).Select(k => k * 0.0002m)]);
        request = request with
        {
            Axes = request.Axes with { FeesBps = [.. Enumerable.Range(1, 20).Select(k => (decimal)k)], Starts = 100 },
        };
        long before = GC.GetAllocatedBytesForCurrentThread();

        PolicySweepReport report = SweptMarket.Report(request);

        // All that was ever allocated, garbage too, is more than what was held at once; 60 bytes a result are kept.
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeInRange(120_000_000, 400_000_000);
        report.Count.ShouldBe(2_000_000);
        report.Notes.Select(note => note.Code).ShouldContain("tracking-left-out");
    }

    [Fact]
    public void What_cannot_be_swept_is_refused_with_a_reason()
    {
        PolicySweepRequest request = SweptMarket.Request(SweptMarket.Days(9, 100), SweptMarket.Policy(10m), 0.05m);

        Refused(request with { WalkForward = _ => new WalkForwardTerms(80, 20, 1) }).ShouldBe("window-too-long");
        Refused(request with { Axes = request.Axes with { Starts = 100 } }).ShouldBe("starts-beyond-prices");
        Refused(request with { Axes = request.Axes with { Starts = 20_000_001 } }).ShouldBe("grid-too-large");
        Refused(request with { Capital = Money.Zero }).ShouldBe("capital-not-positive");
        Refused(request with { To = SweptMarket.Start }).ShouldBe("range-empty");
    }

    [Fact]
    public void A_sweep_that_is_stopped_has_no_result()
    {
        PolicySweepRequest request = SweptMarket.Request(SweptMarket.Days(10, 100), SweptMarket.Policy(10m), Widths);

        PolicySweep.Run(request, new SweptMarket.Silence(), new CancellationToken(canceled: true))
            .ShouldBeOfType<PolicySweepOutcome.Cancelled>();
    }

    private static WalkForwardReport Tried(CandleTable prices) => SweptMarket.Report(
        SweptMarket.Request(prices, SweptMarket.Policy(10m), Widths) with { WalkForward = _ => Terms })
        .WalkForward.ShouldNotBeNull();

    private static string Refused(PolicySweepRequest request) =>
        PolicySweep.Run(request, new SweptMarket.Silence(), TestContext.Current.CancellationToken)
            .ShouldBeOfType<PolicySweepOutcome.Refused>().Why.Code;
}
