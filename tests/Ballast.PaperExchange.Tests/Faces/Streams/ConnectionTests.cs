using System.Net.Sockets;
using System.Text;
using Ballast.PaperExchange.Faults;

namespace Ballast.PaperExchange.Tests.Faces.Streams;

/// <summary>
/// Pings, life and pace of connections, by web-socket-streams.md ("General WSS information", "Websocket Limits"). Where
/// frames matter, the client is a bare socket.
/// </summary>
public sealed class ConnectionTests : IAsyncLifetime
{
    // Only a broken exchange makes a test wait for as long as this.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private const byte Ping = 0x89;
    private const byte Close = 0x88;

    private HostedRig rig = null!;

    public async ValueTask InitializeAsync() => rig = await HostedRig.StartAsync();

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    [Fact]
    public async Task A_client_is_pinged_every_20_seconds()
    {
        using TcpClient client = await BareAsync("/ws");

        rig.Rig.Clock.Advance(TimeSpan.FromSeconds(20));
        (byte kind, byte[] payload) = await FrameAsync(client);
        kind.ShouldBe(Ping);
        Encoding.ASCII.GetString(payload).ShouldBe($"{rig.Rig.Clock.GetUtcNow().ToUnixTimeMilliseconds()}");

        rig.Rig.Clock.Advance(TimeSpan.FromSeconds(20));
        (await FrameAsync(client)).Kind.ShouldBe(Ping);
    }

    // Pinged at 20 s; a minute later nothing has come.
    [Fact]
    public async Task A_client_that_answers_no_ping_is_cut_off_after_a_minute()
    {
        using TcpClient client = await BareAsync("/ws");

        rig.Rig.Clock.Advance(TimeSpan.FromSeconds(80));

        Encoding.UTF8.GetString((await EndAsync(client)).AsSpan(2)).ShouldBe("no pong");
    }

    [Fact]
    public async Task A_sixth_message_in_a_second_ends_the_connection()
    {
        await using StreamClient client = await rig.OpenAsync("/ws");
        const string list = """{"method":"LIST_SUBSCRIPTIONS","id":1}""";
        for (int i = 0; i < 5; i++)
        {
            await client.AskAsync(list);
        }

        rig.Rig.Clock.Advance(TimeSpan.FromSeconds(1));
        for (int i = 0; i < 5; i++)
        {
            await client.AskAsync(list);
        }

        await client.SendAsync(list);
        (await client.NextTextAsync()).ShouldBeNull();
        client.Ending!.Value.Reason.ShouldBe("Too many requests");
    }

    [Fact]
    public async Task A_message_that_is_too_long_ends_the_connection()
    {
        await using StreamClient client = await rig.OpenAsync("/ws");

        await client.SendAsync(new string(' ', 100_000));

        (await client.NextTextAsync()).ShouldBeNull();
        client.Ending!.Value.Reason.ShouldBe("message too big");
    }

    [Fact]
    public async Task An_exchange_that_is_down_breaks_its_connections()
    {
        await using StreamClient client = await rig.OpenAsync("/ws/btcusdc@trade");
        await client.AskAsync("""{"method":"LIST_SUBSCRIPTIONS","id":0}""");
        rig.Rig.Venue.Faults.Add(new FaultRule { Kind = FaultKind.Down, On = RequestScope.All });

        rig.Beat(1);

        await Should.ThrowAsync<System.Net.WebSockets.WebSocketException>(client.NextTextAsync);
    }

    /// <summary>The payload of the close frame, after whatever pings are still on their way.</summary>
    private static async Task<byte[]> EndAsync(TcpClient client)
    {
        (byte Kind, byte[] Payload) frame = await FrameAsync(client);
        while (frame.Kind == Ping)
        {
            frame = await FrameAsync(client);
        }

        frame.Kind.ShouldBe(Close);
        return frame.Payload;
    }

    private async Task<TcpClient> BareAsync(string path)
    {
        var client = new TcpClient();
        await client.ConnectAsync(rig.Address.Host, rig.Address.Port, TestContext.Current.CancellationToken);
        string request = $"GET {path} HTTP/1.1\r\nHost: {rig.Address.Authority}\r\nConnection: Upgrade\r\n"
            + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);
        string head = "";
        while (!head.EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            head += (char)(await ReadAsync(client, 1))[0];
        }

        // The key and its answer are those of RFC 6455, section 1.3.
        head.ShouldContain("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");

        // Time may go on only once the connection is served: then its timers are set. Masked by zeros (RFC 6455).
        byte[] list = Encoding.ASCII.GetBytes("""{"method":"LIST_SUBSCRIPTIONS","id":1}""");
        byte[] frame = [0x81, (byte)(0x80 | list.Length), 0, 0, 0, 0, .. list];
        await client.GetStream().WriteAsync(frame, TestContext.Current.CancellationToken);
        (await FrameAsync(client)).Kind.ShouldBe((byte)0x81);
        return client;
    }

    private static async Task<(byte Kind, byte[] Payload)> FrameAsync(TcpClient client)
    {
        byte[] head = await ReadAsync(client, 2);
        head[1].ShouldBeLessThan((byte)126);
        return (head[0], await ReadAsync(client, head[1]));
    }

    private static async Task<byte[]> ReadAsync(TcpClient client, int count)
    {
        byte[] bytes = new byte[count];
        await client.GetStream().ReadExactlyAsync(bytes, TestContext.Current.CancellationToken)
            .AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken);
        return bytes;
    }
}
