namespace Ballast.PaperExchange.Matching;

/// <summary>A price and a size.</summary>
public readonly record struct PublishedLevel(decimal Price, decimal Size);
