namespace Ballast.PaperExchange.Faces.Streams;

/// <summary>What one connection may do, as web-socket-streams.md and web-socket-api.md of Binance's documentation say.
/// Times are the machine's: a client lives in real time however fast the market runs.</summary>
internal sealed record StreamLimits
{
    /// <summary>How often the client is pinged.</summary>
    public TimeSpan PingEvery { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a ping may stay without any sign of life.</summary>
    public TimeSpan PongWithin { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a connection lives.</summary>
    public TimeSpan Life { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long a client may take to end what the exchange has ended.</summary>
    public TimeSpan Farewell { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Messages a second that a client of market streams may send.</summary>
    public int MessagesPerSecond { get; init; } = 5;

    /// <summary>Streams a connection may listen to.</summary>
    public int Streams { get; init; } = 1024;

    /// <summary>Messages that may wait for a client that reads slowly.</summary>
    public int Waiting { get; init; } = 8192;

    /// <summary>The longest message that a client may send, in bytes.</summary>
    public int MessageBytes { get; init; } = 64 * 1024;
}
