using System.Globalization;

namespace Ballast.Cli.Tests.Kills;

/// <summary>
/// The promise of order safety, kept by real processes. <c>BALLAST_KILLS</c> sets how many servers are killed (20
/// unless set); docs/OPERATING.md has the command of the long run.
/// </summary>
[Collection("real processes")]
public sealed class KillTests(ITestOutputHelper output)
{
    [Fact]
    public async Task No_kill_at_any_moment_loses_an_order_or_does_one_twice()
    {
        string wish = Environment.GetEnvironmentVariable("BALLAST_KILLS") ?? "20";
        int kills = int.Parse(wish, CultureInfo.InvariantCulture);
        using KillCampaign campaign = new(seed: 20261121);
        await campaign.RunAsync(kills, TestContext.Current.CancellationToken);

        JournalAudit audit = campaign.Audit;
        output.WriteLine(
            $"{kills} kills, {audit.Recoveries} recoveries, {audit.Intents.Count} orders, {audit.Booked.Count} trades, "
            + $"{audit.Doubts} in doubt, {audit.Quarantines} quarantined, "
            + $"breaker latched {audit.Trips} and cleared {audit.Clearings} times, "
            + $"{audit.Violations.Count} violations");
        audit.Violations.ShouldBeEmpty();
        audit.Intents.Count.ShouldBeGreaterThanOrEqualTo(kills / 2, "the kills must have met rebalances");
        audit.Booked.ShouldNotBeEmpty();
        audit.Trips.ShouldBeGreaterThanOrEqualTo(1, "I9 must have been put to the test");
        audit.Clearings.ShouldBeGreaterThanOrEqualTo(1);
    }
}
