using System.Text.Json.Nodes;
using Ballast.Core.Amounts;
using Ballast.PaperExchange.Clocks;
using Ballast.PaperExchange.Hosting;
using Ballast.PaperExchange.Markets;

namespace Ballast.PaperExchange.Tests.Conformance;

/// <summary>
/// Unmodified Binance clients listen to the exchange and trade on it over WebSocket. Each module of
/// <c>tests/conformance/websocket</c> goes through the streams and the WebSocket API of one client.
/// </summary>
public sealed class WebSocketConformanceTests(ITestOutputHelper output) : IClassFixture<NodeClients>
{
    [Theory]
    [InlineData("ccxt", 15)]
    [InlineData("connector", 11)]
    [InlineData("spot", 9)]
    [InlineData("binance", 7)]
    public async Task An_unmodified_client_hears_and_asks_over_WebSocket(string client, int count)
    {
        ExchangeClocks clocks = new(TimeProvider.System, TimeProvider.System);
        MarketChoice.Simulated market = new(AssetSpec.Usual, new Asset("USDC"), 7) { HistoryDays = 40 };
        using PaperVenue venue = PaperSetup.Open(market, new PaperVenueOptions(), null, clocks);
        await using PaperExchangeHost host = await PaperExchangeHost.StartAsync(venue, 0, clocks);

        (int code, string said) = await NodeClients.RunCasesAsync($"websocket/{client}.js", host.Address);

        output.WriteLine(said);
        code.ShouldBe(0, said);
        JsonNode[] cases = [.. said.TrimEnd().Split('\n').Where(line => line.StartsWith('{')).Select(line =>
            JsonNode.Parse(line)!)];
        cases.Length.ShouldBe(count);
        cases.ShouldAllBe(call => call["ok"]!.GetValue<bool>());
        venue.Record().Trades.ShouldNotBeEmpty();
    }
}
