using Ballast.Engine.Ports;

namespace Ballast.Adapters.Venues.Bridged;

/// <summary>Asks an exchange behind the bridge of which coins withdrawals are open.</summary>
internal sealed class BridgedWithdrawals(BridgedWire wire) : IWithdrawalStatus
{
    /// <inheritdoc/>
    public Task<Reading<bool>> AreSuspendedAsync(CancellationToken cancellation) => wire.ReadAsync(
        "withdrawable",
        [],
        json => json.GetProperty("open").GetInt32() == 0 && json.GetProperty("closed").GetInt32() > 0,
        cancellation);
}
