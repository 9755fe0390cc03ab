using Ballast.Core.Amounts;
using Ballast.Core.Lots;

namespace Ballast.Server.Features.Lots;

/// <summary>What is known of where one holding came from; amounts in the portfolio's quote currency.</summary>
public sealed record HoldingLots
{
    /// <summary>The asset.</summary>
    public required Asset Id { get; init; }

    /// <summary>Units held: covered and uncovered ones, exactly.</summary>
    public required Quantity Held { get; init; }

    /// <summary>Units in lots.</summary>
    public required Quantity Covered { get; init; }

    /// <summary>Units that no known trade brought.</summary>
    public required Quantity Uncovered { get; init; }

    /// <summary>Covered units whose cost is not known.</summary>
    public required Quantity WithoutCost { get; init; }

    /// <summary>What the other covered units cost, with fees.</summary>
    public required Money Cost { get; init; }

    /// <summary>The last accepted price; null where there is none.</summary>
    public required Price? Price { get; init; }

    /// <summary>What the units with a cost are worth less that cost; null without a price.</summary>
    public required Money? Unrealised { get; init; }

    /// <summary>Gains of what was sold, as far as cost and proceeds are known.</summary>
    public required Money Realised { get; init; }

    /// <summary>Units sold whose cost or proceeds are not known.</summary>
    public required Quantity SoldWithoutCost { get; init; }

    /// <summary>Units that left without a known sale. Nobody knows when, so they are taken out after the last trade,
    /// by the method: with lifo and hifo that may be lots that were bought after these units had left.</summary>
    public required Quantity MovedOut { get; init; }

    /// <summary>Trades whose fee is not, or not whole, in cost or gain.</summary>
    public required int UncountedFees { get; init; }

    /// <summary>The lots, oldest first.</summary>
    public required IReadOnlyList<LotItem> Lots { get; init; }

    /// <summary>One holding.</summary>
    public static HoldingLots Of(LotLine line) => new()
    {
        Id = line.Asset,
        Held = line.Held,
        Covered = line.Covered,
        Uncovered = line.Uncovered,
        WithoutCost = line.WithoutCost,
        Cost = line.Cost,
        Price = line.Price,
        Unrealised = line.Unrealised,
        Realised = line.Realised,
        SoldWithoutCost = line.SoldWithoutCost,
        MovedOut = line.MovedOut,
        UncountedFees = line.UncountedFees,
        Lots = [.. line.Lots.Select(LotItem.Of)],
    };
}
