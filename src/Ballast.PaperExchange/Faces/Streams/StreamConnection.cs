using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;

namespace Ballast.PaperExchange.Faces.Streams;

/// <summary>
/// One client's connection: what waits to be sent to it, its pings and its life. Sending never waits: a client that
/// does not keep up is told so and cut off.
/// </summary>
internal sealed class StreamConnection : IAsyncDisposable
{
    private readonly ClientSocket socket;
    private readonly StreamLimits limits;
    private readonly TimeProvider clock;
    private readonly Channel<ReadOnlyMemory<byte>> outbox;
    private readonly ITimer pings;
    private readonly ITimer life;
    private readonly ITimer farewell;
    private (WebSocketCloseStatus Status, string Reason) end = (WebSocketCloseStatus.NormalClosure, "");
    private (long Since, long Heard)? unanswered;
    private int hasEnded;

    public StreamConnection(ClientSocket socket, StreamLimits limits, TimeProvider clock)
    {
        this.socket = socket;
        this.limits = limits;
        this.clock = clock;
        outbox = Channel.CreateBounded<ReadOnlyMemory<byte>>(
            new BoundedChannelOptions(limits.Waiting) { SingleReader = true });
        farewell = clock.CreateTimer(_ => Break(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        life = clock.CreateTimer(_ => EndOfLife(), null, limits.Life, Timeout.InfiniteTimeSpan);
        pings = clock.CreateTimer(_ => Ping(), null, limits.PingEvery, limits.PingEvery);
    }

    /// <summary>Lines a message up.</summary>
    public void Send(string message)
    {
        if (!outbox.Writer.TryWrite(Encoding.UTF8.GetBytes(message)))
        {
            End(WebSocketCloseStatus.PolicyViolation, string.Create(
                CultureInfo.InvariantCulture, $"slow reader: {limits.Waiting} messages were waiting"));
        }
    }

    /// <summary>Sends what is lined up, then says why and ends. The first reason counts.</summary>
    public void End(WebSocketCloseStatus status, string reason)
    {
        if (Interlocked.Exchange(ref hasEnded, 1) == 0)
        {
            end = (status, reason);
            outbox.Writer.TryComplete();
            farewell.Change(limits.Farewell, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Breaks the connection without a word.</summary>
    public void Break() => socket.Frames.Abort();

    /// <summary>Serves the connection until one side ends it.</summary>
    /// <param name="onText">Takes each message of the client, one after the other.</param>
    /// <param name="cancellation">Signalled when the exchange ends.</param>
    public async Task RunAsync(Action<string> onText, CancellationToken cancellation)
    {
        await using CancellationTokenRegistration closing = cancellation.Register(
            () => End(WebSocketCloseStatus.EndpointUnavailable, "the exchange is shutting down"));
        Task sending = SendAllAsync();
        await ReceiveAllAsync(onText);
        End(WebSocketCloseStatus.NormalClosure, "");
        await sending;
    }

    public async ValueTask DisposeAsync()
    {
        await pings.DisposeAsync();
        await life.DisposeAsync();
        await farewell.DisposeAsync();
    }

    private async Task SendAllAsync()
    {
        try
        {
            await foreach (ReadOnlyMemory<byte> message in outbox.Reader.ReadAllAsync())
            {
                await socket.Frames.SendAsync(message, WebSocketMessageType.Text, true, CancellationToken.None);
            }

            await socket.Frames.CloseOutputAsync(end.Status, end.Reason, CancellationToken.None);
        }
        catch (Exception gone) when (IsGone(gone))
        {
            outbox.Writer.TryComplete();
            Break();
        }
    }

    private async Task ReceiveAllAsync(Action<string> onText)
    {
        byte[] buffer = new byte[limits.MessageBytes];
        int length = 0;
        try
        {
            while (true)
            {
                ValueWebSocketReceiveResult part =
                    await socket.Frames.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                length += part.Count;
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    return;
                }

                if (part.EndOfMessage)
                {
                    onText(Encoding.UTF8.GetString(buffer, 0, length));
                    length = 0;
                }
                else if (length == buffer.Length)
                {
                    End(WebSocketCloseStatus.MessageTooBig, "message too big");
                    length = 0;
                }
            }
        }
        catch (Exception gone) when (IsGone(gone))
        {
            // The other side is away: there is nobody to tell.
        }
    }

    private void EndOfLife() => End(WebSocketCloseStatus.EndpointUnavailable, string.Create(
        CultureInfo.InvariantCulture, $"a connection lives for {limits.Life.TotalHours} hours"));

    private void Ping()
    {
        long heard = socket.Heard();
        if (unanswered is { } ping && ping.Heard == heard)
        {
            if (clock.GetElapsedTime(ping.Since) >= limits.PongWithin)
            {
                End(WebSocketCloseStatus.PolicyViolation, "no pong");
                return;
            }
        }
        else
        {
            unanswered = (clock.GetTimestamp(), heard);
        }

        _ = PingAsync();
    }

    private async Task PingAsync()
    {
        string stamp = clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        try
        {
            await socket.PingAsync(Encoding.ASCII.GetBytes(stamp), CancellationToken.None);
        }
        catch (Exception gone) when (IsGone(gone))
        {
            Break();
        }
    }

    private static bool IsGone(Exception error) =>
        error is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException;
}
