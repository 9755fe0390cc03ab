using System.Collections.Immutable;
using Ballast.Core.Markets;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;

namespace Ballast.Engine.Tests.Transfers;

/// <summary>A catalogue that lists the market of one coin alone.</summary>
internal sealed class OneMarket(IInstrumentCatalog all, string coin) : IInstrumentCatalog
{
    public async Task<Reading<ImmutableArray<VenueMarket>>> ReadMarketsAsync(
        AccountId account, CancellationToken cancellation) =>
        await all.ReadMarketsAsync(account, cancellation) is Reading<ImmutableArray<VenueMarket>>.Known known
            ? new Reading<ImmutableArray<VenueMarket>>.Known(
                [.. known.Value.Where(market => market.Instrument.Base.Symbol == coin)])
            : new Reading<ImmutableArray<VenueMarket>>.Failed(
                new VenueError(VenueErrorKind.Unavailable, "lost", "lost on its way"));
}
