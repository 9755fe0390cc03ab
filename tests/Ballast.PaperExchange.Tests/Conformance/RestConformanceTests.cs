using System.Text.Json.Nodes;
using Ballast.Core.Amounts;
using Ballast.PaperExchange.Clocks;
using Ballast.PaperExchange.Hosting;
using Ballast.PaperExchange.Markets;

namespace Ballast.PaperExchange.Tests.Conformance;

/// <summary>
/// Unmodified Binance clients trade on the exchange: only their base address differs from what their documentation
/// says. Each module of <c>tests/conformance/rest</c> goes through the calls of one client, refusals included.
/// </summary>
public sealed class RestConformanceTests(ITestOutputHelper output) : IClassFixture<NodeClients>
{
    [Theory]
    [InlineData("ccxt")]
    [InlineData("connector")]
    [InlineData("spot")]
    [InlineData("binance")]
    public async Task An_unmodified_client_trades_through_every_call(string client)
    {
        ExchangeClocks clocks = new(TimeProvider.System, TimeProvider.System);
        MarketChoice.Simulated market = new(AssetSpec.Usual, new Asset("USDC"), 7) { HistoryDays = 40 };
        using PaperVenue venue = PaperSetup.Open(market, new PaperVenueOptions(), null, clocks);
        await using PaperExchangeHost host = await PaperExchangeHost.StartAsync(venue, 0, clocks);

        (int code, string said) = await NodeClients.RunCasesAsync($"rest/{client}.js", host.Address);

        output.WriteLine(said);
        code.ShouldBe(0, said);
        JsonNode[] cases = [.. said.TrimEnd().Split('\n').Where(line => line.StartsWith('{')).Select(line =>
            JsonNode.Parse(line)!)];
        cases.Length.ShouldBeGreaterThan(20);
        cases.ShouldAllBe(call => call["ok"]!.GetValue<bool>());
        venue.Record().Trades.ShouldNotBeEmpty();
    }
}
