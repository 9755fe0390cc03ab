namespace Ballast.Adapters.Connections;

/// <summary>Where a network of Binance Spot answers, as its documentation of 2026-07 has it.</summary>
/// <param name="Rest">REST; the paths follow.</param>
/// <param name="Streams">Market streams; <c>/ws</c> and <c>/stream</c> follow.</param>
/// <param name="Api">The WebSocket API, with its path.</param>
public sealed record BinanceAddresses(Uri Rest, Uri Streams, Uri Api)
{
    private const string ApiPath = "/ws-api/v3";

    /// <summary>Real money.</summary>
    public static BinanceAddresses Live { get; } = new(
        new Uri("https://api.binance.com"),
        new Uri("wss://stream.binance.com:9443"),
        new Uri("wss://ws-api.binance.com:443" + ApiPath));

    /// <summary>Play money; it has no <c>/sapi</c>, so a key's permissions cannot be asked for there.</summary>
    public static BinanceAddresses Testnet { get; } = new(
        new Uri("https://testnet.binance.vision"),
        new Uri("wss://stream.testnet.binance.vision"),
        new Uri("wss://ws-api.testnet.binance.vision" + ApiPath));

    /// <summary>Everything on one port, as the paper exchange has it.</summary>
    public static BinanceAddresses At(Uri address)
    {
        var socket = new UriBuilder(address) { Scheme = "ws", Path = "/", Query = "" };
        return new BinanceAddresses(address, socket.Uri, new Uri(socket.Uri, ApiPath));
    }
}
