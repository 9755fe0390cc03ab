using System.Net.WebSockets;
using System.Text;

namespace Ballast.Adapters.Venues;

/// <summary>
/// A WebSocket that is opened again whenever it ends, after 1, 2, 4 seconds up to a minute; whoever lived for a minute
/// begins with one second again. What is heard is handed on one message after the other.
/// </summary>
internal sealed class StreamLine : IDisposable
{
    private const int LongestMessage = 4 << 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly Uri address;
    private readonly TimeProvider machine;
    private readonly IStreamTalk talk;
    private readonly CancellationTokenSource ends = new();
    private readonly SemaphoreSlim sending = new(1, 1);
    private volatile ClientWebSocket? open;

    /// <summary>A line that is not open yet.</summary>
    public StreamLine(Uri address, TimeProvider machine, IStreamTalk talk)
    {
        this.address = address;
        this.machine = machine;
        this.talk = talk;
    }

    /// <summary>How often it was opened.</summary>
    public int Openings { get; private set; }

    /// <summary>Opens it, and again until it is disposed.</summary>
    public void Begin() => _ = RunAsync(ends.Token);

    /// <summary>Sends a message; one that cannot leave is dropped, because a new connection begins anew.</summary>
    public async Task SayAsync(string text, CancellationToken cancellation)
    {
        if (open is not { State: WebSocketState.Open } socket)
        {
            return;
        }

        await sending.WaitAsync(cancellation);
        try
        {
            await socket.SendAsync(
                Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, cancellation);
        }
        catch (Exception lost) when (lost is WebSocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The receiver meets the same end and opens anew.
        }
        finally
        {
            sending.Release();
        }
    }

    /// <summary>Breaks the present connection, so that a new one begins.</summary>
    public void Restart() => open?.Abort();

    /// <inheritdoc/>
    public void Dispose()
    {
        ends.Cancel();
        open?.Abort();
    }

    private async Task RunAsync(CancellationToken cancellation)
    {
        TimeSpan pause = TimeSpan.FromSeconds(1);
        while (!cancellation.IsCancellationRequested)
        {
            long begun = machine.GetTimestamp();
            await TalkOnceAsync(cancellation);
            pause = machine.GetElapsedTime(begun) > LongestPause ? TimeSpan.FromSeconds(1) : pause;
            await Task.Delay(pause, machine, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private async Task TalkOnceAsync(CancellationToken cancellation)
    {
        using ClientWebSocket socket = new();
        socket.Options.KeepAliveInterval = PingEvery;
        socket.Options.KeepAliveTimeout = PingEvery;
        try
        {
            using (var patience = new CancellationTokenSource(Patience, machine))
            using (var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation))
            {
                await socket.ConnectAsync(address, either.Token);
            }

            open = socket;
            Openings++;
            await talk.BeginAsync(this, cancellation);
            await HearAllAsync(socket, cancellation);
        }
        catch (Exception ended) when (ended is WebSocketException or OperationCanceledException or IOException
            or HttpRequestException or ObjectDisposedException or InvalidDataException)
        {
            // However it ended, it is opened again.
        }
        finally
        {
            open = null;
            talk.End();
        }
    }

    private async Task HearAllAsync(ClientWebSocket socket, CancellationToken cancellation)
    {
        byte[] buffer = new byte[16 * 1024];
        using MemoryStream message = new();
        while (true)
        {
            ValueWebSocketReceiveResult part = await socket.ReceiveAsync(buffer.AsMemory(), cancellation);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return;
            }

            message.Write(buffer, 0, part.Count);
            if (message.Length > LongestMessage)
            {
                throw new InvalidDataException("a message is too long");
            }

            if (part.EndOfMessage)
            {
                talk.Hear(Encoding.UTF8.GetString(message.GetBuffer(), 0, (int)message.Length));
                message.SetLength(0);
            }
        }
    }
}
