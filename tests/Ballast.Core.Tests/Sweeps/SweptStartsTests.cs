using Ballast.Core.Policies;
using Ballast.Core.Reports;
using Ballast.Core.Simulation;
using Ballast.Core.Sweeps;
using NodaTime;

namespace Ballast.Core.Tests.Sweeps;

/// <summary>A sweep's timing luck: that of the exact simulator, and no market movement.</summary>
public sealed class SweptStartsTests
{
    [Fact]
    public void One_asset_that_is_only_held_owes_nothing_to_the_day_it_began()
    {
        Policy policy = SweptMarket.Alone(Duration.FromDays(1));

        StartLuck luck = Luck(SweptMarket.Request(SweptMarket.Days(seed: 1, bars: 200), policy, 0.2m));

        luck.PerYear.Starts.ShouldBe(20);
        luck.MeasuredFrom.ShouldBe(SweptMarket.Start + Duration.FromDays(19));
        luck.PerYear.Deviation.ShouldBe(0.0, 1e-12);
    }

    [Fact]
    public void A_mix_that_is_only_held_is_never_ahead_of_holding()
    {
        // No drift ever leaves a band of 60 points.
        StartLuck luck = Luck(
            SweptMarket.Request(SweptMarket.Days(seed: 2, bars: 200), SweptMarket.Policy(10m), 0.6m));

        luck.PerYear.Deviation.ShouldBeGreaterThan(1e-6);
        (luck.OverHolding.Lowest, luck.OverHolding.Highest).ShouldBe((0.0, 0.0));
    }

    [Theory]
    [InlineData(1, 1, 20)]
    [InlineData(7, 1, 20)]
    [InlineData(7, 3, 25)]
    public void Luck_is_what_the_exact_simulator_finds_with_checks_and_calendar_moved(
        int checkDays, int step, int starts)
    {
        Policy policy = SweptMarket.Policy(10m);
        policy = policy with { Trigger = policy.Trigger with { CheckEvery = Duration.FromDays(checkDays) } };
        PolicySweepRequest request = SweptMarket.Request(SweptMarket.Days(seed: 3, bars: 400), policy, 0.03m);
        request = request with
        {
            Axes = request.Axes with { Calendars = [NamedCalendar.Known[^1]], Starts = starts, StartStep = step },
        };

        PolicySweepReport report = SweptMarket.Report(request);

        StartLuck luck = report.Pick.Starts.ShouldNotBeNull();
        luck.PerYear.Starts.ShouldBe(starts);
        if (step == 1)
        {
            StartLuck exact = StartLuck.Of(Exact(request, report), SweptMarket.Start, starts).ShouldNotBeNull();
            luck.MeasuredFrom.ShouldBe(exact.MeasuredFrom);
            luck.PerYear.Deviation.ShouldBe(exact.PerYear.Deviation, 1e-9);
            luck.PerYear.Median.ShouldBe(exact.PerYear.Median, 1e-9);
            luck.OverHolding.Lowest.ShouldBe(exact.OverHolding.Lowest, 1e-9);
            luck.OverHolding.Highest.ShouldBe(exact.OverHolding.Highest, 1e-9);
        }
        else
        {
            luck.MeasuredFrom.ShouldBe(SweptMarket.Start + Duration.FromDays(step * (starts - 1)));
        }
    }

    [Fact]
    public void A_history_too_short_for_a_second_start_has_no_luck()
    {
        SweptMarket.Report(SweptMarket.Request(SweptMarket.Days(seed: 4, bars: 2), SweptMarket.Policy(10m), 0.05m))
            .Pick.Starts.ShouldBeNull();
    }

    private static BacktestRequest Exact(PolicySweepRequest request, PolicySweepReport report) => new()
    {
        Policy = report.Pick.Best.Setting.Of(request.Policy, 10m),
        Prices = request.Prices,
        Capital = request.Capital,
        Fill = FillModel.SameClose,
    };

    private static StartLuck Luck(PolicySweepRequest request) =>
        SweptMarket.Report(request).Pick.Starts.ShouldNotBeNull();
}
