namespace Ballast.PaperExchange.Services;

/// <summary>A day's return under way: what it came to so far, and the value from which it goes on.</summary>
/// <param name="Value">Value in USDC after the last movement.</param>
/// <param name="Growth">What one unit has become between the day's beginning and that movement.</param>
public sealed record ReturnMark(decimal Value, decimal Growth);
