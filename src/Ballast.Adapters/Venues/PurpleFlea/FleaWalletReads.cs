using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Venues.PurpleFlea;

/// <summary>Reads what an agent's wallet holds: coins and its own USDC, over all chains.</summary>
internal sealed class FleaWalletReads(
    PurpleFleaOptions options, FleaWire wire, FleaCoinPrices prices, TimeProvider venueClock)
    : IBalanceSource, IInstrumentCatalog
{
    /// <inheritdoc/>
    public Task<AccountReading> ReadBalancesAsync(AccountId account, CancellationToken cancellation) =>
        FleaBalances.ReadAsync(
            wire,
            ($"wallet/balances?agent_id={Uri.EscapeDataString(options.Agent)}", FleaRecords.Wallet),
            (account, venueClock),
            cancellation);

    /// <inheritdoc/>
    public async Task<Reading<ImmutableArray<VenueMarket>>> ReadMarketsAsync(
        AccountId account, CancellationToken cancellation) =>
        await prices.ReadAsync(FleaCoins.All, cancellation) switch
        {
            // A coin has a market where it has a price, and an order needs the newest one.
            Reading<ImmutableSortedDictionary<Asset, Price>>.Known { Value: var known } =>
                new Reading<ImmutableArray<VenueMarket>>.Known(
                [
                    .. known.Keys.Select(coin => new VenueMarket
                    {
                        Account = account,
                        Instrument = FleaCoins.InstrumentOf(coin),
                        Fees = new FeeRates(0m, 0m),
                    }),
                ]),
            Reading<ImmutableSortedDictionary<Asset, Price>>.Failed failed =>
                new Reading<ImmutableArray<VenueMarket>>.Failed(failed.Error),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
