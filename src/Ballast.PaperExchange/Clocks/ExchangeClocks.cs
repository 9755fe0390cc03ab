namespace Ballast.PaperExchange.Clocks;

/// <summary>The two clocks of an exchange.</summary>
/// <param name="Market">The one that prices, fills and records go by; it may be simulated and run fast.</param>
/// <param name="Machine">The machine's, by which programs that know nothing of a market's time stamp their
/// requests.</param>
public sealed record ExchangeClocks(TimeProvider Market, TimeProvider Machine);

/// <summary>Which of an exchange's clocks an instant is meant in.</summary>
public enum StampClock
{
    /// <summary>The exchange's own.</summary>
    Market = 0,

    /// <summary>The machine's.</summary>
    Machine = 1,
}
