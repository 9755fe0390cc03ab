using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Ballast.Adapters.Tests.Conformance;
using Ballast.Adapters.Venues;
using Ballast.Adapters.Venues.BinanceSpot;
using Ballast.Adapters.Venues.Paper;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Engine.Ports;
using Ballast.PaperExchange.Clocks;
using Ballast.PaperExchange.Hosting;
using Ballast.Testing;

namespace Ballast.Adapters.Tests.Venues;

/// <summary>Real sockets on loopback: what the platform's HTTP client does behind our back.</summary>
public sealed class OrderOnTheWireTests : IDisposable
{
    private readonly PaperRig rig = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private VenueClocks Clocks => new(rig.Clock, TimeProvider.System);

    private ExchangeClocks ExchangeTimes => new(rig.Clock, TimeProvider.System);

    public void Dispose() => rig.Dispose();

    [Fact]
    [Conformance(28)]
    public async Task An_order_is_posted_once_when_the_server_closes_before_answering()
    {
        // .NET's client repeats a POST without a body in this situation: four arrivals were seen on 10.0.12.
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int arrivals = 0;
        Task server = Task.Run(async () =>
        {
            while (true)
            {
                using TcpClient client = await listener.AcceptTcpClientAsync(Cancellation);
                byte[] buffer = new byte[4096];
                int read = await client.GetStream().ReadAsync(buffer, Cancellation);
                arrivals += Encoding.ASCII.GetString(buffer, 0, read).StartsWith("POST ", StringComparison.Ordinal)
                    ? 1
                    : 0;
            }
        }, Cancellation);
        using BinanceSpotVenue venue = Reach(((IPEndPoint)listener.LocalEndpoint).Port);
        OrderTicket ticket = rig.Ticket(TradeSide.Buy, 0.1m, 50_500m);

        SendOutcome outcome = await venue.Orders.SendAsync(venue.Orders.Prepare(ticket), Cancellation);

        outcome.ShouldBeOfType<SendOutcome.Unknown>().Error.Code.ShouldBe("reset");
        listener.Stop();
        await server.ContinueWith(_ => { }, TaskScheduler.Default);
        arrivals.ShouldBe(1);
    }

    [Fact]
    [Conformance(29)]
    public async Task A_redirect_is_not_followed()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        Task server =
            AnswerOnceAsync(listener, $"HTTP/1.1 307 Temporary Redirect\r\nLocation: http://127.0.0.1:{port}/x\r\n"
            + "Content-Length: 0\r\n\r\n");
        using BinanceSpotVenue venue = Reach(port);

        SendOutcome outcome = await venue.Orders.SendAsync(
            venue.Orders.Prepare(rig.Ticket(TradeSide.Buy, 0.1m, 50_500m)), Cancellation);

        await server;
        outcome.ShouldBeOfType<SendOutcome.Unknown>().Error.Code.ShouldBe("http-307");
    }

    [Fact]
    public async Task The_exchange_over_loopback_answers_like_the_one_in_process()
    {
        await using PaperExchangeHost host =
            await PaperExchangeHost.StartAsync(rig.Exchange, 0, ExchangeTimes);
        using BinanceSpotVenue venue =
            PaperConnection.OverLoopback(host.Address, PaperRig.Account, PaperRig.Customer, Clocks);
        OrderTicket ticket = rig.Ticket(TradeSide.Buy, 0.1m, 50_500m);

        var accepted = (await venue.Orders.SendAsync(venue.Orders.Prepare(ticket), Cancellation))
            .ShouldBeOfType<SendOutcome.Accepted>();

        accepted.Order.ClientId.ShouldBe(venue.Orders.Render(ticket.Id));
        (await rig.LookUpAsync(ticket)).ShouldBeOfType<OrderLookup.Found>().Order.ShouldBe(accepted.Order);
    }

    [Fact]
    public async Task Faults_are_switched_and_the_record_is_read_over_the_owners_paths()
    {
        await using PaperExchangeHost host =
            await PaperExchangeHost.StartAsync(rig.Exchange, 0, ExchangeTimes);
        using BinanceSpotVenue venue =
            PaperConnection.OverLoopback(host.Address, PaperRig.Account, PaperRig.Customer, Clocks);
        using var owner = new HttpClient { BaseAddress = host.Address };
        using HttpResponseMessage switched = await owner.PostAsync(
            "/paper/faults", new StringContent("""[{ "kind": "answer-reset", "times": 1 }]"""), Cancellation);
        switched.StatusCode.ShouldBe(HttpStatusCode.OK);
        OrderTicket ticket = rig.Ticket(TradeSide.Buy, 0.1m, 50_500m);

        (await venue.Orders.SendAsync(venue.Orders.Prepare(ticket), Cancellation))
            .ShouldBeOfType<SendOutcome.Unknown>();

        JsonElement record = await owner.GetFromJsonAsync<JsonElement>("/paper/record", Cancellation);
        record.GetProperty("posts").EnumerateArray().ShouldHaveSingleItem()
            .GetProperty("clientId").GetString().ShouldBe(venue.Orders.Render(ticket.Id));
        record.GetProperty("orders")[0].GetProperty("filled").GetString().ShouldBe("0.1");
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_so()
    {
        await using PaperExchangeHost host =
            await PaperExchangeHost.StartAsync(rig.Exchange, 0, ExchangeTimes);

        await Should.ThrowAsync<IOException>(
            () => PaperExchangeHost.StartAsync(rig.Exchange, host.Address.Port, ExchangeTimes));
    }

    private BinanceSpotVenue Reach(int port) => PaperConnection.OverLoopback(
        new Uri($"http://127.0.0.1:{port}"), PaperRig.Account, PaperRig.Customer, Clocks);

    private static async Task AnswerOnceAsync(TcpListener listener, string answer)
    {
        using TcpClient client = await listener.AcceptTcpClientAsync(Cancellation);
        byte[] buffer = new byte[4096];
        _ = await client.GetStream().ReadAsync(buffer, Cancellation);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer), Cancellation);
    }
}
