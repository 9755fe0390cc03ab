using Ballast.PaperExchange.Faces.Binance;

namespace Ballast.PaperExchange.Faces.Streams;

/// <summary>The exchange in the shape of Binance Spot's market streams and WebSocket API.</summary>
internal sealed class StreamFace : ISocketFace, IAsyncDisposable
{
    private const string Api = "/ws-api/v3";

    private readonly StreamSources sources;
    private readonly ApiDesk desk;

    public StreamFace(PaperVenue venue, BinanceFace rest, StreamLimits limits, TimeProvider machine)
    {
        var catalog = new StreamCatalog(venue, rest);
        sources = new StreamSources
        {
            Hub = new StreamHub(venue, catalog, machine),
            Catalog = catalog,
            Keys = new ListenKeys(machine),
            Limits = limits,
            Machine = machine,
        };
        ListenKeys = new ListenKeyFace(venue, sources.Keys);
        desk = new ApiDesk(venue, rest, ListenKeys);
    }

    /// <summary>The REST side of listen keys.</summary>
    public ListenKeyFace ListenKeys { get; }

    public bool Owns(string path) => path is "/ws" or "/stream" or Api
        || path.StartsWith("/ws/", StringComparison.Ordinal) || path.StartsWith("/stream/", StringComparison.Ordinal);

    public async Task ServeAsync(ClientSocket socket, FaceRequest opening, CancellationToken cancellation)
    {
        await using var connection = new StreamConnection(socket, sources.Limits, sources.Machine);
        if (opening.Path == Api)
        {
            await ApiSession.ServeAsync(connection, sources, desk, opening, cancellation);
        }
        else
        {
            await MarketSession.ServeAsync(connection, sources, opening, cancellation);
        }
    }

    public ValueTask DisposeAsync() => sources.Hub.DisposeAsync();
}
