using System.Collections.Immutable;
using Ballast.PaperExchange.Clocks;
using Ballast.PaperExchange.Faces.Admin;
using Ballast.PaperExchange.Faces.Binance;
using Ballast.PaperExchange.Faces.PurpleFlea;
using Ballast.PaperExchange.Faces.Streams;

namespace Ballast.PaperExchange.Faces;

/// <summary>
/// All interfaces of one exchange. A path belongs to the first face that owns it; Binance's comes last and owns what
/// is left, so that an unknown path is refused in its words.
/// </summary>
internal sealed class ExchangeFaces : IAsyncDisposable
{
    private readonly ImmutableArray<IExchangeFace> faces;
    private readonly ImmutableArray<ISocketFace> sockets;
    private readonly StreamFace streams;

    public ExchangeFaces(PaperVenue venue, ExchangeClocks clocks)
    {
        var rest = new BinanceFace(venue, clocks.Market, new RequestBudget(venue));
        streams = new StreamFace(venue, rest, new StreamLimits(), clocks.Machine);
        faces =
        [
            new AdminFace(venue, clocks.Market), new PurpleFleaFace(venue, clocks.Market), streams.ListenKeys, rest,
        ];
        sockets = [streams];
    }

    /// <summary>The face that answers a path.</summary>
    public IExchangeFace Of(string path) => faces.First(face => face.Owns(path));

    /// <summary>The face that speaks over WebSocket on a path, or <see langword="null"/>.</summary>
    public ISocketFace? SocketOf(string path) => sockets.FirstOrDefault(face => face.Owns(path));

    public ValueTask DisposeAsync() => streams.DisposeAsync();
}
