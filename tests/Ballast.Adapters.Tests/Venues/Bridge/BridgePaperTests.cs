using Ballast.Core.Amounts;
using Ballast.PaperExchange;
using Ballast.PaperExchange.Clocks;
using Ballast.PaperExchange.Hosting;
using Ballast.PaperExchange.Markets;

namespace Ballast.Adapters.Tests.Venues.Bridge;

/// <summary>The bridge trades on the paper exchange, over its port, as on any that speaks Binance Spot.</summary>
public sealed class BridgePaperTests
{
    [Fact]
    public async Task The_bridge_trades_on_the_paper_exchange()
    {
        await BridgePrograms.InstallAsync();
        ExchangeClocks clocks = new(TimeProvider.System, TimeProvider.System);
        MarketChoice.Simulated market = new(AssetSpec.Usual, new Asset("USDC"), 7) { HistoryDays = 40 };
        using PaperVenue venue = PaperSetup.Open(market, new PaperVenueOptions(), null, clocks);
        await using PaperExchangeHost host = await PaperExchangeHost.StartAsync(venue, 0, clocks);

        IReadOnlyList<BridgeCase> cases = await BridgePrograms.TestAsync(
            ["test/paper.js"], ("BALLAST_PAPER", $"{host.Address}"));

        cases.Count.ShouldBe(11);
        cases.Where(one => !one.IsPassed).ShouldBeEmpty();
        venue.Record().Trades.ShouldNotBeEmpty();
    }
}
