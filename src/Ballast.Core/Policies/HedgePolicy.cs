using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;

namespace Ballast.Core.Policies;

/// <summary>A holding that is kept and hedged: part of it is sold short as a perpetual.</summary>
public sealed record HedgePolicy
{
    /// <summary>The account whose perpetuals hedge it; one of the portfolio's own.</summary>
    public required AccountId Account { get; init; }

    /// <summary>The market, in the venue's words; <see langword="null"/> means the asset's own, such as
    /// <c>BTC-PERP</c>.</summary>
    public string? Market { get; init; }

    /// <summary>How much of it is hedged, as a fraction; zero closes the hedge. Default all of it.</summary>
    public decimal Ratio { get; init; } = 1m;

    /// <summary>Only what is held above the target is hedged, once that is more than this fraction of the portfolio,
    /// and until nothing is above the target any more. <see langword="null"/>: the whole holding is.</summary>
    public Weight? Overweight { get; init; }

    /// <summary>How far the hedge may be from what it should be, as a fraction of that, before it is corrected. Default
    /// 0.1.</summary>
    public decimal Band { get; init; } = 0.1m;

    /// <summary>What a position may come to as a multiple of its margin. Default 1.</summary>
    public decimal Leverage { get; init; } = 1m;

    /// <summary>The most that may be set aside as margin, in the quote currency.</summary>
    public required Money MaxMargin { get; init; }

    /// <summary>How near the price may come to liquidation, as a fraction of the price, before the position is closed
    /// and opened anew. Default 0.15.</summary>
    public decimal MinDistance { get; init; } = 0.15m;
}
