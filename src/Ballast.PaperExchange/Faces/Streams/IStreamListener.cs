using System.Net.WebSockets;

namespace Ballast.PaperExchange.Faces.Streams;

/// <summary>Who listens to a stream; it takes events without waiting.</summary>
internal interface IStreamListener
{
    /// <summary>Takes an event.</summary>
    /// <param name="stream">The name under which it listens.</param>
    /// <param name="json">The event.</param>
    void Take(string stream, string json);

    /// <summary>The stream is over for a reason of the exchange's own.</summary>
    void End(WebSocketCloseStatus status, string reason);

    /// <summary>The exchange breaks off.</summary>
    void Break();
}
