using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;
using Ballast.PaperExchange.Faults;

namespace Ballast.Adapters.Tests.Venues.Bridged;

/// <summary>The bridge is killed at the worst moments, and exchanges answer what they should not: no order is made up,
/// repeated or forgotten.</summary>
public sealed class BridgeDeathTests : IAsyncLifetime
{
    private readonly BridgedRig rig = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => rig.InitializeAsync();

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    [Fact]
    public async Task An_order_that_was_signed_in_one_life_is_sent_once_in_the_next()
    {
        OrderTicket ticket = rig.Ticket(TradeSide.Buy, 0.1m, 50_500m);
        PreparedRequest request = await rig.PrepareAsync(ticket);
        Kill();

        SendOutcome outcome = await UntilAliveAsync(() => rig.Orders.SendAsync(request, Cancellation));

        outcome.ShouldBeOfType<SendOutcome.Accepted>().Order.Status.ShouldBe(VenueOrderStatus.Filled);
        rig.Exchange.Record().Posts.ShouldHaveSingleItem().ClientId.ShouldBe(rig.Orders.Render(ticket.Id));
    }

    [Fact]
    public async Task An_order_whose_bridge_dies_under_way_is_unknown_and_found_by_its_name()
    {
        OrderTicket ticket = rig.Ticket(TradeSide.Buy, 0.1m, 50_500m);
        PreparedRequest request = await rig.PrepareAsync(ticket);
        rig.Fault(FaultKind.AnswerTimeout, 0);
        Task<SendOutcome> sending = rig.Orders.SendAsync(request, Cancellation);
        while (rig.Exchange.Record().Posts.IsEmpty)
        {
            await Task.Yield();
        }

        Kill();

        (await sending).ShouldBeOfType<SendOutcome.Unknown>().Error.Code.ShouldBe("bridge-died");
        Reading<OrderLookup> found = await UntilAliveAsync(() => rig.Orders.LookUpAsync(ticket, Cancellation));
        found.ShouldBeOfType<Reading<OrderLookup>.Known>().Value.ShouldBeOfType<OrderLookup.Found>();
        rig.Exchange.Record().Posts.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_read_is_answered_by_the_next_life()
    {
        Kill();
        (await rig.Venue.Balances.ReadBalancesAsync(BridgedRig.Account, Cancellation))
            .ShouldBeOfType<AccountReading.Unreadable>().Why.Sentence.ShouldContain("bridge-down");

        (await UntilAliveAsync(() => rig.Venue.Balances.ReadBalancesAsync(BridgedRig.Account, Cancellation)))
            .ShouldBeOfType<AccountReading.Read>();
    }

    [Fact]
    public async Task Nothing_leaves_before_the_time_that_the_venue_asked_to_wait()
    {
        PreparedRequest first = await rig.PrepareAsync(rig.Ticket(TradeSide.Buy, 0.1m, 50_500m));
        PreparedRequest second = await rig.PrepareAsync(rig.Ticket(TradeSide.Buy, 0.1m, 50_500m));
        rig.Fault(FaultKind.TooManyRequests, 30);

        VenueError told =
            (await rig.Orders.SendAsync(first, Cancellation)).ShouldBeOfType<SendOutcome.Rejected>().Error;
        VenueError held =
            (await rig.Orders.SendAsync(second, Cancellation)).ShouldBeOfType<SendOutcome.Rejected>().Error;

        (told.Kind, told.RetryAfter).ShouldBe((VenueErrorKind.RateLimited, TimeSpan.FromSeconds(30)));
        held.Code.ShouldBe("held-back");
        (await rig.Venue.Balances.ReadBalancesAsync(BridgedRig.Account, Cancellation))
            .ShouldBeOfType<AccountReading.Unreadable>("reads wait too");
        rig.Exchange.Record().Posts.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_is_signed_where_the_exchanges_clock_is_another()
    {
        rig.Exchange.Faults.Add(new FaultRule { Kind = FaultKind.ClockOffset, Times = 100, Seconds = -7 });

        Reading<PreparedRequest> signing =
            await rig.Orders.PrepareAsync(rig.Ticket(TradeSide.Buy, 0.1m, 50_500m), Cancellation);

        signing.ShouldBeOfType<Reading<PreparedRequest>.Failed>().Error.Kind.ShouldBe(VenueErrorKind.ClockSkew);
    }

    [Fact]
    public async Task A_wrong_secret_is_not_authorized_and_not_said()
    {
        var venue = await rig.OpenAsync("wrong", "canary-of-a-secret");
        OrderTicket ticket = rig.Ticket(TradeSide.Buy, 0.1m, 50_500m);
        PreparedRequest request = (await venue.Orders!.PrepareAsync(ticket, Cancellation))
            .ShouldBeOfType<Reading<PreparedRequest>.Known>().Value;

        VenueError error = (await venue.Orders.SendAsync(request, Cancellation))
            .ShouldBeOfType<SendOutcome.Rejected>().Error;

        error.Kind.ShouldBe(VenueErrorKind.NotAuthorized);
        string.Join('\n', rig.Log.Lines.Append($"{error}").Append($"{request}")).ShouldNotContain("canary-of-a-secret");
    }

    [Theory]
    [InlineData("200 OK", "<html>a page</html>")]
    [InlineData("200 OK", "")]
    [InlineData("307 Temporary Redirect", "")]
    [InlineData("502 Bad Gateway", "<html>bad gateway</html>")]
    public async Task What_is_no_answer_of_an_exchange_leaves_the_outcome_unknown(string status, string body)
    {
        PreparedRequest request = await rig.PrepareAsync(rig.Ticket(TradeSide.Buy, 0.1m, 50_500m));
        await rig.CloseExchangeAsync();
        using TcpListener listener = await ListeningAsync(rig.Address.Port);
        Task server = AnswerAsync(
            listener,
            $"HTTP/1.1 {status}\r\nLocation: {rig.Address}x\r\nContent-Type: text/html\r\n"
            + $"Content-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}");

        (await rig.Orders.SendAsync(request, Cancellation)).ShouldBeOfType<SendOutcome.Unknown>();

        listener.Stop();
        await server.ContinueWith(_ => { }, TaskScheduler.Default);
    }

    // Somebody else's connection may have taken the port for a moment.
    private static async Task<TcpListener> ListeningAsync(int port)
    {
        while (true)
        {
            TcpListener listener = new(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return listener;
            }
            catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                listener.Dispose();
                Cancellation.ThrowIfCancellationRequested();
                await Task.Yield();
            }
        }
    }

    private void Kill()
    {
        using Process process = Process.GetProcessById(rig.Bridge.ProcessNumber!.Value);
        process.Kill();
        while (rig.Bridge.ProcessNumber is not null)
        {
            Cancellation.ThrowIfCancellationRequested();
        }
    }

    // The pause before the next life is a quarter of a second; a call that was not sent may be made again.
    private static async Task<T> UntilAliveAsync<T>(Func<Task<T>> call)
    {
        while (true)
        {
            T answer = await call();
            VenueError? error = answer switch
            {
                SendOutcome.Rejected rejected => rejected.Error,
                Reading<OrderLookup>.Failed failed => failed.Error,
                AccountReading.Unreadable unreadable =>
                    new VenueError(VenueErrorKind.Unavailable, unreadable.Why.Sentence, ""),
                _ => null,
            };
            if (error is null || !error.Code.Contains("bridge", StringComparison.Ordinal))
            {
                return answer;
            }

            await Task.Yield();
        }
    }

    private static async Task AnswerAsync(TcpListener listener, string answer)
    {
        while (true)
        {
            using TcpClient client = await listener.AcceptTcpClientAsync(Cancellation);
            byte[] buffer = new byte[8192];
            _ = await client.GetStream().ReadAsync(buffer, Cancellation);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer), Cancellation);
        }
    }
}
