using System.Net.WebSockets;

namespace Ballast.PaperExchange.Faces;

/// <summary>An accepted WebSocket, with what the framework's own type does not do.</summary>
/// <param name="Frames">Text and close frames.</param>
internal sealed record ClientSocket(WebSocket Frames)
{
    /// <summary>Sends a ping frame with a payload of at most 125 bytes.</summary>
    public required Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> PingAsync { get; init; }

    /// <summary>How many bytes the client has sent so far, pongs included.</summary>
    public required Func<long> Heard { get; init; }
}
