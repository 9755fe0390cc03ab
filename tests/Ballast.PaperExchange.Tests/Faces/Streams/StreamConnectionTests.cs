using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using Ballast.PaperExchange.Faces;
using Ballast.PaperExchange.Faces.Streams;
using Ballast.Testing;

namespace Ballast.PaperExchange.Tests.Faces.Streams;

/// <summary>
/// One connection by itself: how long it lives, and what becomes of a client that reads nothing. Messages of a megabyte
/// fill what the machine buffers.
/// </summary>
public sealed class StreamConnectionTests : IAsyncLifetime
{
    private const int Waiting = 8;
    private const int Enough = 64;

    private static readonly string Big = new('x', 1 << 20);

    private readonly ManualClock clock = new();
    private readonly StreamLimits limits = new() { Waiting = Waiting };
    private TcpClient near = null!;
    private TcpClient far = null!;
    private StreamConnection connection = null!;
    private WebSocket client = null!;
    private long pings;
    private bool isAnswering;

    public async ValueTask InitializeAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        far = new TcpClient();
        Task connecting = far.ConnectAsync((IPEndPoint)listener.LocalEndpoint, TestContext.Current.CancellationToken)
            .AsTask();
        near = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await connecting;
        client = WebSocket.CreateFromStream(far.GetStream(), new WebSocketCreationOptions { IsServer = false });
        var socket = new ClientSocket(
            WebSocket.CreateFromStream(near.GetStream(), new WebSocketCreationOptions { IsServer = true }))
        {
            PingAsync = (_, _) =>
            {
                pings++;
                return ValueTask.CompletedTask;
            },
            Heard = () => isAnswering ? pings : 0,
        };
        connection = new StreamConnection(socket, limits, clock);
    }

    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        client.Dispose();
        near.Dispose();
        far.Dispose();
    }

    [Fact]
    public async Task A_client_that_answers_pings_stays_until_24_hours_have_passed()
    {
        isAnswering = true;
        Task serving = connection.RunAsync(_ => { }, CancellationToken.None);
        clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        pings.ShouldBe((24 * 3600 / 20) - 1);
        serving.IsCompleted.ShouldBeFalse();

        clock.Advance(TimeSpan.FromSeconds(1));

        await client.ReceiveAsync(new byte[100].AsMemory(), TestContext.Current.CancellationToken);
        client.CloseStatusDescription.ShouldBe("a connection lives for 24 hours");
        await client.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", TestContext.Current.CancellationToken);
        await serving.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_client_that_reads_nothing_is_cut_off_without_having_been_waited_for()
    {
        Task serving = connection.RunAsync(_ => { }, CancellationToken.None);
        for (int i = 0; i < Enough; i++)
        {
            connection.Send(Big);
        }

        serving.IsCompleted.ShouldBeFalse();
        clock.Advance(limits.Farewell);

        await serving.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_slow_client_is_told_why_if_it_reads_on_in_time()
    {
        Task serving = connection.RunAsync(_ => { }, CancellationToken.None);
        for (int i = 0; i < Enough; i++)
        {
            connection.Send(Big);
        }

        byte[] buffer = new byte[Big.Length];
        int messages = 0;
        ValueWebSocketReceiveResult part = default;
        while (part.MessageType != WebSocketMessageType.Close)
        {
            part = await client.ReceiveAsync(buffer.AsMemory(), TestContext.Current.CancellationToken);
            messages += part.EndOfMessage && part.MessageType == WebSocketMessageType.Text ? 1 : 0;
        }

        client.CloseStatusDescription.ShouldBe("slow reader: 8 messages were waiting");
        messages.ShouldBeInRange(Waiting, Enough - 1);
        await client.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", TestContext.Current.CancellationToken);
        await serving.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
    }
}
