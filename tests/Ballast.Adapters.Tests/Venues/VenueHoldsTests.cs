using System.Net.Http.Headers;
using Ballast.Adapters.Tests.Conformance;
using Ballast.Adapters.Venues;
using Ballast.Adapters.Venues.BinanceSpot;
using Ballast.Core.Portfolios;
using Ballast.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ballast.Adapters.Tests.Venues;

/// <summary>Wishes to wait of venues, which a restart does not end.</summary>
public sealed class VenueHoldsTests : IDisposable
{
    private const string Venue = "api.venue.invalid:443";

    private readonly ManualClock machine = new();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ballast-holds-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_banned_address_is_not_asked_before_its_time_by_a_program_that_was_started_again()
    {
        CannedVenue venue = CannedVenue.With(_ =>
        {
            HttpResponseMessage answer = CannedVenue.Of(418, """{"code":-1003,"msg":"Way too many requests."}""");
            answer.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromHours(2));
            return answer;
        });
        await AskAsync(venue);
        venue.Asked.Count.ShouldBe(1);

        machine.Advance(TimeSpan.FromMinutes(119));
        (await AskAsync(venue)).ShouldBeOfType<AccountReading.Unreadable>().Why.Sentence.ShouldContain(
            $"wait until 2024-01-01 02:00:00 UTC, as {Written.FullName} says");
        venue.Asked.Count.ShouldBe(1, "another process has read what the first was told");

        machine.Advance(TimeSpan.FromMinutes(1));
        await AskAsync(venue);
        venue.Asked.Count.ShouldBe(2);
    }

    [Fact]
    public void The_longest_wish_counts_and_each_venue_has_its_own()
    {
        VenueHold hold = Started().Of(Venue);
        hold.Heed(TimeSpan.FromMinutes(10));
        hold.Heed(TimeSpan.FromMinutes(1));

        Started().Of("API.venue.invalid:443").Left.ShouldBe(TimeSpan.FromMinutes(10));
        Started().Of("other.invalid:443").Left.ShouldBeNull();
    }

    [Fact]
    public void A_clock_that_was_set_back_does_not_make_a_wish_longer_than_it_was()
    {
        Started().Of(Venue).Heed(TimeSpan.FromMinutes(10));

        machine.Jump(machine.GetUtcNow() - TimeSpan.FromDays(3));

        Started().Of(Venue).Left.ShouldBe(TimeSpan.FromMinutes(10));
    }

    [Fact]
    public void What_was_written_down_and_cannot_be_read_counts_as_a_minute()
    {
        Started().Of(Venue).Heed(TimeSpan.FromMinutes(10));
        File.WriteAllText(Written.FullName, "half a l");

        Started().Of(Venue).Left.ShouldBe(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void The_file_tells_nothing_of_the_address_which_may_hold_a_key()
    {
        Started().Of(Venue).Heed(TimeSpan.FromMinutes(10));

        folder.GetFiles().ShouldAllBe(file => !file.Name.Contains("venue"));

        // The milliseconds since the beginning of the clock, which is the year 1 here: 738,885 days.
        File.ReadAllText(Written.FullName).ShouldBe("2024-01-01T00:00:00.0000000+00:00 "
            + "2024-01-01T00:10:00.0000000+00:00 one-boot 63839664000000 63839664600000\n");
    }

    [Fact]
    public void A_while_so_short_that_no_program_is_started_within_it_is_not_written()
    {
        Started().Of(Venue).Heed(TimeSpan.FromSeconds(1));

        folder.GetFiles().ShouldBeEmpty();
    }

    [Fact]
    public void A_place_that_takes_no_file_leaves_the_wish_standing_in_this_process()
    {
        string taken = Path.Combine(folder.FullName, "taken");
        File.WriteAllText(taken, "");
        VenueHold hold = new VenueHolds(machine, taken, NullLogger.Instance).Of("one");

        hold.Heed(TimeSpan.FromMinutes(10));

        hold.Left!.Value.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMinutes(10));
    }

    private FileInfo Written => folder.GetFiles().Where(file => file.Extension == "").ShouldHaveSingleItem();

    private VenueHolds Started() => new(machine, folder.FullName, NullLogger.Instance) { Boot = "one-boot" };

    // As a program that has just been started asks: nothing but the files is left of the one before.
    private async Task<AccountReading> AskAsync(CannedVenue venue)
    {
        BinanceHost host = new(machine, Started().Of(Venue));
        using BinanceSpotVenue client = CannedVenue.Reach(venue, new VenueClocks(machine, machine), host);
        return await client.Balances.ReadBalancesAsync(PaperRig.Account, Cancellation);
    }
}
