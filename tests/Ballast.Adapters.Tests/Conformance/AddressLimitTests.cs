using System.Net.Http.Headers;
using Ballast.Adapters.Tests.Venues;
using Ballast.Adapters.Venues;
using Ballast.Adapters.Venues.BinanceSpot;
using Ballast.Core.Markets;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;
using Ballast.Testing;

namespace Ballast.Adapters.Tests.Conformance;

/// <summary>What all accounts at one address share: weights of requests, and the venue's wish to wait.</summary>
public sealed class AddressLimitTests : IDisposable
{
    private const string Account = """{"canTrade":true,"balances":[]}""";

    private readonly PaperRig rig = new();
    private readonly ManualClock machine = new();
    private readonly BinanceHost host;

    public AddressLimitTests() => host = new BinanceHost(machine);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private VenueClocks Clocks => new(rig.Clock, machine);

    public void Dispose() => rig.Dispose();

    [Fact]
    [Conformance(40)]
    public async Task Reads_of_all_accounts_at_an_address_leave_a_fifth_of_its_weight_for_orders()
    {
        CannedVenue venue = CannedVenue.With(_ => CannedVenue.Of(200, Account));
        using BinanceSpotVenue one = CannedVenue.Reach(venue, Clocks, host);
        using BinanceSpotVenue other = CannedVenue.Reach(venue, Clocks, host);

        // 6,000 a minute, 20 for each look at an account: 240 of them are four fifths.
        for (int i = 0; i < 120; i++)
        {
            await ReadAsync(one);
            await ReadAsync(other);
        }

        venue.Asked.Count.ShouldBe(240);
        (await ReadAsync(one)).ShouldBeOfType<AccountReading.Unreadable>().Why.Sentence.ShouldContain("held-back");
        (await ReadAsync(other)).ShouldBeOfType<AccountReading.Unreadable>();
        venue.Asked.Count.ShouldBe(240, "nothing left");
        await one.Orders.SendAsync(one.Orders.Prepare(rig.Ticket(TradeSide.Buy, 0.1m, 50_500m)), Cancellation);
        venue.Asked[^1].ShouldBe("POST /api/v3/order");

        machine.Advance(TimeSpan.FromMinutes(1));
        (await ReadAsync(one)).ShouldBeOfType<AccountReading.Read>();
    }

    [Fact]
    [Conformance(41)]
    public async Task What_the_venue_has_counted_counts_where_it_is_more()
    {
        CannedVenue venue = CannedVenue.With(_ =>
        {
            HttpResponseMessage answer = CannedVenue.Of(200, Account);
            answer.Headers.Add("X-MBX-USED-WEIGHT-1M", "4790");
            return answer;
        });
        using BinanceSpotVenue one = CannedVenue.Reach(venue, Clocks, host);

        (await ReadAsync(one)).ShouldBeOfType<AccountReading.Read>();
        (await ReadAsync(one)).ShouldBeOfType<AccountReading.Unreadable>();
        venue.Asked.Count.ShouldBe(1);
    }

    [Theory]
    [Conformance(42)]
    [InlineData(429, 30, 30)]
    [InlineData(418, 300, 300)]
    [InlineData(429, null, 60)]
    [InlineData(418, null, 120)]
    public async Task A_wish_to_wait_holds_every_account_at_the_address_for_as_long(int status, int? asked, int seconds)
    {
        bool isThrottled = true;
        CannedVenue venue = CannedVenue.With(_ =>
        {
            HttpResponseMessage answer = CannedVenue.Of(isThrottled ? status : 200, Account);
            answer.Headers.RetryAfter =
                isThrottled && asked is { } wait ? new RetryConditionHeaderValue(TimeSpan.FromSeconds(wait)) : null;
            return answer;
        });
        using BinanceSpotVenue one = CannedVenue.Reach(venue, Clocks, host);
        using BinanceSpotVenue other = CannedVenue.Reach(venue, Clocks, host);
        await ReadAsync(one);
        isThrottled = false;

        machine.Advance(TimeSpan.FromSeconds(seconds - 1));
        (await ReadAsync(other)).ShouldBeOfType<AccountReading.Unreadable>();
        (await other.Orders.SendAsync(other.Orders.Prepare(rig.Ticket(TradeSide.Buy, 0.1m, 50_500m)), Cancellation))
            .ShouldBeOfType<SendOutcome.Rejected>().Error.Kind.ShouldBe(VenueErrorKind.RateLimited);
        venue.Asked.Count.ShouldBe(1);

        machine.Advance(TimeSpan.FromSeconds(1));
        (await ReadAsync(other)).ShouldBeOfType<AccountReading.Read>();
    }

    private static Task<AccountReading> ReadAsync(BinanceSpotVenue venue) =>
        venue.Balances.ReadBalancesAsync(PaperRig.Account, Cancellation);
}
