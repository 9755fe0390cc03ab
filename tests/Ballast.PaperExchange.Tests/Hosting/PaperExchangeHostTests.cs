using System.Net;
using System.Net.WebSockets;
using Ballast.PaperExchange.Hosting;

namespace Ballast.PaperExchange.Tests.Hosting;

/// <summary>The exchange on a real port: who gets in, and to which face.</summary>
public sealed class PaperExchangeHostTests : IAsyncLifetime
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    private readonly Rig rig = new();
    private PaperExchangeHost? host;
    private HttpClient? http;

    public async ValueTask InitializeAsync()
    {
        host = await PaperExchangeHost.StartAsync(rig.Venue, 0, rig.Clocks);
        http = new HttpClient { BaseAddress = host.Address };
    }

    public async ValueTask DisposeAsync()
    {
        http?.Dispose();
        if (host is not null)
        {
            await host.DisposeAsync();
        }

        rig.Dispose();
    }

    [Theory]
    [InlineData("Host", "evil.example", HttpStatusCode.Forbidden)]
    [InlineData("Host", "192.0.2.7", HttpStatusCode.Forbidden)]
    [InlineData("Host", "localhost:5081", HttpStatusCode.OK)]
    [InlineData("Origin", "https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "http://localhost:3000", HttpStatusCode.OK)]
    [InlineData("Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden)]
    public async Task A_strangers_page_does_not_get_in(string header, string value, HttpStatusCode expected)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "api/v3/ping");
        request.Headers.TryAddWithoutValidation(header, value);

        using HttpResponseMessage response = await http!.SendAsync(request, Cancellation);

        response.StatusCode.ShouldBe(expected);
    }

    [Theory]
    [InlineData("paper/clock", "\"now\"")]
    [InlineData("api/v3/time", "\"serverTime\"")]
    public async Task A_path_goes_to_the_face_that_owns_it(string path, string words) =>
        (await http!.GetStringAsync(new Uri(path, UriKind.Relative), Cancellation)).ShouldContain(words);

    [Fact]
    public async Task A_web_socket_on_a_path_that_nobody_owns_is_not_opened()
    {
        using ClientWebSocket socket = new();
        socket.Options.CollectHttpResponseDetails = true;

        await Should.ThrowAsync<WebSocketException>(
            () => socket.ConnectAsync(new Uri($"ws://{host!.Address.Authority}/nowhere"), Cancellation));

        socket.HttpStatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_taken_port_is_said()
    {
        await Should.ThrowAsync<IOException>(
            () => PaperExchangeHost.StartAsync(rig.Venue, host!.Address.Port, rig.Clocks));
    }
}
