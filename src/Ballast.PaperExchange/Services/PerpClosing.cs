namespace Ballast.PaperExchange.Services;

/// <summary>A position that is over.</summary>
/// <param name="Position">As it last stood, with all profit, fees and funding in it.</param>
/// <param name="Size">Units that this request closed.</param>
/// <param name="Cost">USDC that they came to.</param>
public sealed record PerpClosing(PerpPosition Position, decimal Size, decimal Cost);
