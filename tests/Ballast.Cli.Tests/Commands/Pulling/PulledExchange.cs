using Ballast.Core.Amounts;
using Ballast.PaperExchange;
using Ballast.PaperExchange.Clocks;
using Ballast.PaperExchange.Hosting;
using Ballast.PaperExchange.Markets;

namespace Ballast.Cli.Tests.Commands.Pulling;

/// <summary>A paper exchange with sixty days behind it at a port of this machine, and the bridge installed.</summary>
public sealed class PulledExchange : IAsyncLifetime
{
    private PaperExchangeHost host = null!;

    internal PaperVenue Venue { get; private set; } = null!;

    internal Uri Address => host.Address;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        ExchangeClocks clocks = new(TimeProvider.System, TimeProvider.System);
        MarketChoice.Simulated market = new(AssetSpec.Usual, new Asset("USDC"), 7) { HistoryDays = 60 };
        Venue = PaperSetup.Open(market, new PaperVenueOptions(), null, clocks);
        host = await PaperExchangeHost.StartAsync(Venue, 0, clocks);
        await InstalledBridge.EnsureAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        Venue.Dispose();
    }
}
