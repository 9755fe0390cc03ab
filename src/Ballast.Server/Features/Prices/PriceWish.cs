using Ballast.Core.Amounts;

namespace Ballast.Server.Features.Prices;

/// <summary>Which price a person vouches for, who and why.</summary>
public sealed record PriceWish
{
    /// <summary>The asset.</summary>
    public required Asset Asset { get; init; }

    /// <summary>What it is worth, in the portfolio's quote currency.</summary>
    public required Price Price { get; init; }

    /// <summary>The reason, for the journal.</summary>
    public string? Reason { get; init; }

    /// <summary>Who says so.</summary>
    public string? Actor { get; init; }
}
