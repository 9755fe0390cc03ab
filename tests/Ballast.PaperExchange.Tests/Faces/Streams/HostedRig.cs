using System.Text.Json;
using Ballast.PaperExchange.Accounts;
using Ballast.PaperExchange.Clocks;
using Ballast.PaperExchange.Faces.Binance;
using Ballast.PaperExchange.Hosting;
using Ballast.PaperExchange.Stores;

namespace Ballast.PaperExchange.Tests.Faces.Streams;

/// <summary>The rig's exchange on a free loopback port. One clock, moved by hand, is the market's and the
/// machine's.</summary>
internal sealed class HostedRig : IAsyncDisposable
{
    private readonly HttpClient http = new();
    private readonly PaperExchangeHost host;

    private HostedRig(Rig rig, PaperExchangeHost host)
    {
        Rig = rig;
        this.host = host;
    }

    public Rig Rig { get; }

    public Uri Address => host.Address;

    public static async Task<HostedRig> StartAsync()
    {
        // Hundreds of snapshots of one second are no abuse here.
        var options = new PaperVenueOptions
        {
            Accounts = [Rig.Customer(FeeTerms.Default)],
            RateLimits = RateLimits.None,
        };
        var rig = new Rig(options, new MemoryExchangeStore());
        return new HostedRig(
            rig, await PaperExchangeHost.StartAsync(rig.Venue, 0, new ExchangeClocks(rig.Clock, rig.Clock)));
    }

    public Task<StreamClient> OpenAsync(string path) => StreamClient.OpenAsync(Address, path);

    /// <summary>Lets the market and the streams' pulse go on by a tenth of a second, some times.</summary>
    public void Beat(int times)
    {
        for (int i = 0; i < times; i++)
        {
            Rig.Clock.Advance(TimeSpan.FromMilliseconds(100));
        }
    }

    /// <summary>A new price that holds from now on.</summary>
    public void Price(decimal price)
    {
        Rig.Market.Set(Rig.Symbol, Rig.Now, price);
        Rig.Venue.Advance();
    }

    public async Task<JsonElement> GetAsync(string pathAndQuery) =>
        JsonElement.Parse(await http.GetStringAsync(new Uri(Address, pathAndQuery)));

    /// <summary>A request that carries the demo account's key and no signature.</summary>
    public async Task<(int Status, JsonElement Body)> KeyedAsync(HttpMethod method, string pathAndQuery)
    {
        using var request = new HttpRequestMessage(method, new Uri(Address, pathAndQuery));
        request.Headers.Add("X-MBX-APIKEY", "paper");
        using HttpResponseMessage answer = await http.SendAsync(request);
        return ((int)answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsStringAsync()));
    }

    /// <summary>
    /// A request of the WebSocket API, signed by the demo account as web-socket-api.md says: over its parameters sorted
    /// by name.
    /// </summary>
    public string Signed(string method, params (string Name, string Value)[] parameters)
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["apiKey"] = "paper",
            ["timestamp"] = $"{Rig.Clock.GetUtcNow().ToUnixTimeMilliseconds()}",
        };
        foreach ((string name, string value) in parameters)
        {
            all.Add(name, value);
        }

        string payload = string.Join('&', all.Select(pair => $"{pair.Key}={pair.Value}"));
        all.Add("signature", RequestSigner.Sign("papersecret", payload));
        return JsonSerializer.Serialize(new { id = "7", method, @params = all });
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await host.DisposeAsync();
        Rig.Dispose();
    }
}
