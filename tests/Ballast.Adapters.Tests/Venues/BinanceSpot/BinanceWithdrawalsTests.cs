using Ballast.Adapters.Tests.Conformance;
using Ballast.Adapters.Venues.BinanceSpot;
using Ballast.Engine.Ports;
using Ballast.PaperExchange.Faults;

namespace Ballast.Adapters.Tests.Venues.BinanceSpot;

/// <summary>Whether an exchange lets anything be withdrawn. Fields as Binance documents them (Wallet, All Coins'
/// Information).</summary>
public sealed class BinanceWithdrawalsTests : IDisposable
{
    private readonly PaperRig rig = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => rig.Dispose();

    [Fact]
    public async Task An_exchange_where_every_asset_is_shut_says_so_and_one_that_lists_none_says_nothing()
    {
        (await AskAsync(rig.Venue)).ShouldBe(new Reading<bool>.Known(false));

        rig.Exchange.Faults.Add(new FaultRule { Kind = FaultKind.WithdrawalsSuspended });

        (await AskAsync(rig.Venue)).ShouldBe(new Reading<bool>.Known(true));
    }

    [Theory]
    [InlineData("""[{"coin":"BTC","withdrawAllEnable":false},{"coin":"ETH","withdrawAllEnable":true}]""", false)]
    [InlineData("""[{"coin":"BTC","withdrawAllEnable":false},{"coin":"ETH","withdrawAllEnable":false}]""", true)]
    public async Task One_asset_that_is_open_is_enough(string body, bool areSuspended)
    {
        using BinanceSpotVenue venue = CannedVenue.Always(200, body, rig.Clocks);

        (await AskAsync(venue)).ShouldBe(new Reading<bool>.Known(areSuspended));
    }

    [Fact]
    public async Task An_answer_without_the_field_is_none()
    {
        using BinanceSpotVenue venue = CannedVenue.Always(200, """[{"coin":"BTC"}]""", rig.Clocks);

        (await AskAsync(venue)).ShouldBeOfType<Reading<bool>.Failed>();
    }

    private static Task<Reading<bool>> AskAsync(BinanceSpotVenue venue) =>
        venue.Withdrawals.AreSuspendedAsync(Cancellation);
}
