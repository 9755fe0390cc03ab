using Ballast.Adapters.Venues.BinanceSpot.Messages;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Venues.BinanceSpot;

/// <summary>Asks an exchange of which assets withdrawals are open.</summary>
internal sealed class BinanceWithdrawals(BinanceWire wire) : IWithdrawalStatus
{
    /// <inheritdoc/>
    public async Task<Reading<bool>> AreSuspendedAsync(CancellationToken cancellation) => WireReadings.Of(
        await wire.SignedAsync(HttpMethod.Get, "/sapi/v1/capital/config/getall", "", cancellation),
        BinanceMessages.Default.CoinMessageArray,
        coins => coins.Length > 0 && coins.All(coin => !coin.WithdrawAllEnable));
}
