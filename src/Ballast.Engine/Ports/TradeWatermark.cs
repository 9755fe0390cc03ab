namespace Ballast.Engine.Ports;

/// <summary>The last trade that was read, as the venue counts; empty text means from the beginning.</summary>
/// <param name="Value">The venue's own cursor.</param>
public sealed record TradeWatermark(string Value);
