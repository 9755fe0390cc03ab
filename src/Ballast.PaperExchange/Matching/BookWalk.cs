using Ballast.Core.Amounts;
using Ballast.Core.Markets;

namespace Ballast.PaperExchange.Matching;

/// <summary>A part of an order and the level it meets.</summary>
internal readonly record struct Slice(int Level, decimal Price, decimal Size)
{
    /// <summary>What the order still needs of the asset that it gives once this slice is booked; no fee may eat
    /// it.</summary>
    public decimal Upcoming { get; init; }
}

/// <summary>How far an order walks: up to a size, or up to a value where the size is <see langword="null"/>.</summary>
/// <param name="Side">Buy walks the asks, sell the bids.</param>
/// <param name="Limit">No level beyond this; <see langword="null"/> takes any.</param>
/// <param name="Size">Units of the base asset.</param>
/// <param name="Value">Units of the quote asset.</param>
/// <param name="Step">Slices cut by value are multiples of this.</param>
internal sealed record WalkRequest(TradeSide Side, decimal? Limit, decimal? Size, decimal Value, decimal Step);

/// <summary>Walks a book without changing it.</summary>
internal static class BookWalk
{
    public static List<Slice> Of(Ladder ladder, WalkRequest request)
    {
        var slices = new List<Slice>();
        decimal size = request.Size ?? decimal.MaxValue;
        decimal value = request.Size is null ? request.Value : decimal.MaxValue;
        ReadOnlySpan<LadderLevel> levels = ladder.Against(request.Side);
        for (int i = 0; i < levels.Length && size > 0m; i++)
        {
            LadderLevel level = levels[i];
            if (IsBeyond(request, level.Price))
            {
                break;
            }

            decimal take = Math.Min(size, level.Size);
            if (request.Size is null)
            {
                take = Math.Min(take, Rounding.Down(value / level.Price, request.Step));
                value -= take * level.Price;
            }

            if (take > 0m)
            {
                slices.Add(new Slice(i, level.Price, take));
                size -= take;
            }
        }

        return slices;
    }

    private static bool IsBeyond(WalkRequest request, decimal price) => request.Limit is { } limit
        && (request.Side == TradeSide.Buy ? price > limit : price < limit);
}
