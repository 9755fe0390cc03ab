namespace Ballast.PaperExchange.Faces;

/// <summary>One interface of the exchange that speaks over WebSocket.</summary>
internal interface ISocketFace
{
    /// <summary>Whether a path is this face's.</summary>
    bool Owns(string path);

    /// <summary>Speaks with one client until it goes or the exchange ends.</summary>
    /// <param name="socket">Open; the caller closes it for good.</param>
    /// <param name="opening">The request that opened it.</param>
    /// <param name="cancellation">Signalled when the connection is gone or the exchange ends.</param>
    Task ServeAsync(ClientSocket socket, FaceRequest opening, CancellationToken cancellation);
}
