namespace Ballast.PaperExchange.Services;

/// <summary>What came of a wish.</summary>
public sealed record PerpAnswer
{
    /// <summary>The order's name.</summary>
    public required string OrderId { get; init; }

    /// <summary>The position it opened, changed or closed; <see langword="null"/> while nothing filled.</summary>
    public required string? PositionId { get; init; }

    /// <summary>What was asked.</summary>
    public required PerpWish Wish { get; init; }

    /// <summary>Units filled at once.</summary>
    public required decimal Size { get; init; }

    /// <summary>USDC that they came to.</summary>
    public required decimal Cost { get; init; }

    /// <summary>Fees charged.</summary>
    public required decimal Fee { get; init; }

    /// <summary>Profit of what was reduced, before fees and funding.</summary>
    public required decimal Realized { get; init; }

    /// <summary>What rests in the book, or <see langword="null"/>.</summary>
    public required PerpOrder? Resting { get; init; }
}
