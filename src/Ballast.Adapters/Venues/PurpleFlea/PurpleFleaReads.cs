using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Adapters.Venues.PurpleFlea;

/// <summary>Reads what an agent's services hold, as sleeves worth one USDC a unit.</summary>
internal sealed class PurpleFleaReads(PurpleFleaOptions options, FleaWire wire, TimeProvider venueClock)
    : IBalanceSource, IPriceSource, IInstrumentCatalog
{
    /// <inheritdoc/>
    public Task<AccountReading> ReadBalancesAsync(AccountId account, CancellationToken cancellation) =>
        FleaBalances.ReadAsync(
            wire, (wire.AgentPath("portfolio"), FleaRecords.Portfolio), (account, venueClock), cancellation);

    /// <inheritdoc/>
    public Task<Reading<ImmutableArray<PriceQuote>>> ReadPricesAsync(
        IReadOnlyList<Asset> assets, Asset quote, CancellationToken cancellation) =>
        Task.FromResult<Reading<ImmutableArray<PriceQuote>>>(new Reading<ImmutableArray<PriceQuote>>.Known(
            quote == FleaSleeves.Cash
                ? [.. assets.Where(FleaSleeves.All.Contains)
                    .Select(sleeve => new PriceQuote(sleeve, Price.One, Now, options.Venue))]
                : []));

    /// <inheritdoc/>
    public Task<Reading<ImmutableArray<VenueMarket>>> ReadMarketsAsync(
        AccountId account, CancellationToken cancellation) =>
        Task.FromResult<Reading<ImmutableArray<VenueMarket>>>(new Reading<ImmutableArray<VenueMarket>>.Known(
        [
            .. FleaSleeves.All.Select(sleeve => new VenueMarket
            {
                Account = account,
                Instrument = FleaSleeves.InstrumentOf(sleeve),
                Fees = new FeeRates(0m, 0m),
            }),
        ]));

    private Instant Now => Instant.FromDateTimeOffset(venueClock.GetUtcNow());
}
