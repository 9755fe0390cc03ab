namespace Ballast.Core.Markets;

/// <summary>Fees as a fraction of the traded notional; 0.001 is 10 bp.</summary>
/// <param name="Maker">Rate of an order that rests; may be negative (a rebate).</param>
/// <param name="Taker">Rate of an order that takes.</param>
public sealed record FeeRates(decimal Maker, decimal Taker);
