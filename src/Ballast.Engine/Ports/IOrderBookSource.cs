using Ballast.Core.Markets;

namespace Ballast.Engine.Ports;

/// <summary>Reads the visible depth of a market.</summary>
public interface IOrderBookSource
{
    /// <summary>At most <paramref name="levels"/> levels a side.</summary>
    Task<Reading<OrderBook>> ReadBookAsync(Instrument instrument, int levels, CancellationToken cancellation);
}
