using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Ballast.PaperExchange.Faces.Binance;

namespace Ballast.Cli.Tests.Programs;

/// <summary>Programs that know Binance Spot trade on the exchange inside <c>serve</c>.</summary>
public sealed class ExchangePortTests(ServedDirectory served) : IClassFixture<ServedDirectory>
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_demo_account_is_the_portfolios_own_and_its_trades_are_booked_as_flows()
    {
        using HttpClient http = new() { BaseAddress = await ExchangeAsync() };
        using HttpResponseMessage held = await http.SendAsync(Request(HttpMethod.Get, "api/v3/account?"), Cancellation);
        JsonNode account = (await held.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!;
        account["balances"]!.AsArray().Select(balance => balance!["asset"]!.GetValue<string>()).ShouldContain("SOL");

        using HttpResponseMessage bought = await http.SendAsync(
            Request(HttpMethod.Post, "api/v3/order?symbol=BTCUSDC&side=BUY&type=MARKET&quoteOrderQty=100&"),
            Cancellation);
        bought.IsSuccessStatusCode.ShouldBeTrue(await bought.Content.ReadAsStringAsync(Cancellation));

        await served.Server.UntilOutAsync("BTC as flow");
        CliRun status = await ProgramRun.Of("status", "--json", "--data", served.Directory);
        status.Document()["items"]![0]!["halt"].ShouldBeNull();
    }

    [Fact]
    public async Task An_exchange_port_that_was_asked_for_and_is_taken_is_bad_input()
    {
        int port = (await ExchangeAsync()).Port;

        (await ProgramRun.Of("serve", "--port", "0", "--exchange-port", $"{port}", "--data", served.Beside("other")))
            .ShouldFail(2, $"port {port} is taken", "--exchange-port");
        (await ProgramRun.Of("paper", "--exchange-port", $"{port}", "--data", served.Beside("paper")))
            .ShouldFail(2, $"port {port} is taken", "--exchange-port");
    }

    private async Task<Uri> ExchangeAsync()
    {
        CliRun status = await ProgramRun.Of("status", "--json", "--data", served.Directory);
        return new Uri(status.Document()["market"]!["exchange"]!.GetValue<string>());
    }

    private static HttpRequestMessage Request(HttpMethod method, string query)
    {
        HttpRequestMessage request = new(method, Signed(query));
        request.Headers.Add("X-MBX-APIKEY", "paper");
        return request;
    }

    private static string Signed(string address)
    {
        string now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        string query = $"{address[(address.IndexOf('?', StringComparison.Ordinal) + 1)..]}timestamp={now}";
        string path = address[..address.IndexOf('?', StringComparison.Ordinal)];
        return $"{path}?{query}&signature={RequestSigner.Sign("papersecret", query)}";
    }
}
