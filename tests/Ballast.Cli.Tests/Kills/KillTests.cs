using System.Globalization;

namespace Ballast.Cli.Tests.Kills;

/// <summary>
/// The promise of order safety, kept by real processes. <c>BALLAST_KILLS</c> sets how many servers are killed (20
/// unless set); docs/OPERATING.md has the command of the long run.
/// </summary>
[Collection("real processes")]
public sealed class KillTests(ITestOutputHelper output)
{
    // A run that came to nothing is not tried again at once: what a life of some seconds can add is bounded by waits of
    // 10, 20, 40, ... seconds of the market's time.
    private const int MostEmptyRuns = 6;

    private static int? Wish => Environment.GetEnvironmentVariable("BALLAST_KILLS") is { } wish
        ? int.Parse(wish, CultureInfo.InvariantCulture)
        : null;

    [Fact]
    public async Task No_kill_at_any_moment_loses_an_order_or_does_one_twice()
    {
        int kills = Wish ?? 20;
        using KillCampaign campaign = new(seed: 20261121);
        await campaign.RunAsync(kills, TestContext.Current.CancellationToken);

        JournalAudit audit = campaign.Audit;
        Tell(audit, kills);
        audit.Violations.ShouldBeEmpty();
        audit.Intents.Count.ShouldBeGreaterThanOrEqualTo(kills / 2, "the kills must have met rebalances");
        audit.Booked.ShouldNotBeEmpty();
        audit.Trips.ShouldBeGreaterThanOrEqualTo(1, "I9 must have been put to the test");
        audit.Clearings.ShouldBeGreaterThanOrEqualTo(1);
        audit.Empty.Longest.ShouldBeLessThanOrEqualTo(MostEmptyRuns);
    }

    [Fact]
    public async Task No_kill_lets_a_day_or_an_order_trade_more_than_its_cap()
    {
        int kills = Math.Max(8, (Wish ?? 0) / 2);
        using CapCampaign campaign = new(seed: 20261122);
        await campaign.RunAsync(kills, TestContext.Current.CancellationToken);

        JournalAudit audit = campaign.Audit;
        Tell(audit, kills);
        output.WriteLine($"{campaign.BegunOnUsedCap} servers began on a cap that was used");
        foreach (CappedDay day in campaign.Days)
        {
            output.WriteLine($"{day}: {day.Turnover / day.Value:P2} of {CapCampaign.Terms.DailyTurnover:P0}");
        }

        audit.Violations.ShouldBeEmpty();
        audit.Empty.Longest.ShouldBeLessThanOrEqualTo(MostEmptyRuns);
        campaign.BegunOnUsedCap.ShouldBeGreaterThanOrEqualTo(2, "restarts must have met a cap that was used");

        // The rest of the cap may be set aside for orders in quarantine.
        campaign.Days[^1].Turnover.ShouldBeGreaterThan(
            campaign.Days[^1].Value * CapCampaign.Terms.DailyTurnover * 0.5m, "the cap per day must have bound");
        campaign.LargestOrder.ShouldBeGreaterThan(
            CapCampaign.Terms.OrderNotional * 0.95m, "the cap per order must have bound");
    }

    private void Tell(JournalAudit audit, int kills) => output.WriteLine(
        $"{kills} kills, {audit.Recoveries} recoveries, {audit.Intents.Count} orders, {audit.Booked.Count} trades, "
        + $"{audit.Doubts} in doubt, {audit.Quarantines} quarantined, "
        + $"breaker latched {audit.Trips} and cleared {audit.Clearings} times, "
        + $"{audit.Empty.Runs} runs with at most {audit.Empty.Longest} empty ones in a row, "
        + $"{audit.Violations.Count} violations");
}
