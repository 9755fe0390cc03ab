using NodaTime;

namespace Ballast.PaperExchange.Services;

/// <summary>A movement that has had its effect.</summary>
/// <param name="Id">Its name, such as <c>mv-7</c>.</param>
/// <param name="Wish">What was asked.</param>
/// <param name="Moved">What moved: the wish cut to the smallest unit, zero for the reserve itself.</param>
/// <param name="At">When.</param>
public sealed record Movement(string Id, MovementWish Wish, decimal Moved, Instant At)
{
    /// <summary>Value of the service afterwards.</summary>
    public required decimal ServiceBalance { get; init; }

    /// <summary>The reserve afterwards.</summary>
    public required decimal AvailableBalance { get; init; }
}
