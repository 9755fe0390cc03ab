using Ballast.Engine.Ports;

namespace Ballast.Adapters.Connections;

/// <summary>Whether an account's past trades can be read from the first one on. Closed: <see cref="Readable"/> or
/// <see cref="NotReadable"/>.</summary>
public abstract record TradeHistoryAccess
{
    private TradeHistoryAccess()
    {
    }

    /// <summary>They can.</summary>
    public sealed record Readable(ITradeHistorySource Source) : TradeHistoryAccess;

    /// <summary>They cannot, or not all of them.</summary>
    /// <param name="Why">What is missing, for people: the end of a sentence.</param>
    public sealed record NotReadable(string Why) : TradeHistoryAccess;
}
