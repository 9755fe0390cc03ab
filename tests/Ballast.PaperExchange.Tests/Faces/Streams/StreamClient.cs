using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Ballast.PaperExchange.Tests.Faces.Streams;

/// <summary>A client of the exchange's WebSockets: the framework's own, reading text.</summary>
internal sealed class StreamClient : IAsyncDisposable
{
    // Only a broken exchange makes a test wait for as long as this.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ClientWebSocket socket = new();
    private readonly byte[] buffer = new byte[1 << 20];

    private StreamClient()
    {
    }

    /// <summary>Why the exchange ended the connection; <see langword="null"/> while it is open.</summary>
    public (WebSocketCloseStatus? Status, string? Reason)? Ending { get; private set; }

    public static async Task<StreamClient> OpenAsync(Uri address, string path)
    {
        var client = new StreamClient();
        var target = new Uri($"ws://{address.Authority}{path}");
        await client.socket.ConnectAsync(target, TestContext.Current.CancellationToken);
        return client;
    }

    public Task SendAsync(string text) => socket.SendAsync(
        Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);

    /// <summary>Sends a message and reads the next one, which must be its answer.</summary>
    public async Task<string> AskAsync(string text)
    {
        await SendAsync(text);
        return await NextTextAsync() ?? throw new InvalidOperationException($"the connection ended: {Ending}");
    }

    public async Task<JsonElement> NextAsync() =>
        JsonElement.Parse(await NextTextAsync() ?? throw new InvalidOperationException($"ended: {Ending}"));

    /// <summary>Reads on until a message is of a kind.</summary>
    public async Task<JsonElement> NextAsync(Predicate<JsonElement> isWanted)
    {
        while (true)
        {
            JsonElement message = await NextAsync();
            if (isWanted(message))
            {
                return message;
            }
        }
    }

    /// <summary>The next message, or <see langword="null"/> at the end.</summary>
    public async Task<string?> NextTextAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        int length = 0;
        while (true)
        {
            ValueWebSocketReceiveResult part = await socket.ReceiveAsync(buffer.AsMemory(length), limit.Token);
            length += part.Count;
            if (part.MessageType == WebSocketMessageType.Close)
            {
                Ending = (socket.CloseStatus, socket.CloseStatusDescription);
                return null;
            }

            if (part.EndOfMessage)
            {
                return Encoding.UTF8.GetString(buffer, 0, length);
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
