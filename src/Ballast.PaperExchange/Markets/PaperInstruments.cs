using Ballast.Core.Amounts;
using Ballast.Core.Markets;

namespace Ballast.PaperExchange.Markets;

/// <summary>The instruments of a paper exchange.</summary>
public static class PaperInstruments
{
    /// <summary>
    /// Filters of the size that Binance uses for a coin between these prices: the tick suits the low, the step the
    /// high.
    /// </summary>
    public static Instrument Of(Asset @base, Asset quote, decimal low, decimal high)
    {
        decimal tick = TickFor(low);
        decimal step = StepFor(high);
        return new Instrument
        {
            Symbol = @base.Symbol + quote.Symbol,
            Base = @base,
            Quote = quote,
            Lot = new LotFilter(step, 9_000_000m, step),
            MarketLot = new LotFilter(0m, 1_000_000m, step),
            Tick = new TickFilter(tick, 10_000_000m, tick),
            MinNotional = 5m,
            MaxNotional = 9_000_000m,
        };
    }

    private static decimal TickFor(decimal price) => price switch
    {
        >= 10m => 0.01m,
        >= 0.1m => 0.0001m,
        >= 0.001m => 0.000001m,
        _ => 0.00000001m,
    };

    private static decimal StepFor(decimal price) => price switch
    {
        >= 10_000m => 0.00001m,
        >= 1_000m => 0.0001m,
        >= 10m => 0.001m,
        >= 0.1m => 0.1m,
        _ => 1m,
    };
}
