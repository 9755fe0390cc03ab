using System.Collections.Immutable;
using Ballast.Core.Amounts;

namespace Ballast.Core.Lots;

/// <summary>What is known of where one holding came from. Amounts in the portfolio's quote currency.</summary>
public sealed record LotLine
{
    /// <summary>The asset, never the quote currency.</summary>
    public required Asset Asset { get; init; }

    /// <summary>Units held; <see cref="Covered"/> plus <see cref="Uncovered"/>, exactly.</summary>
    public required Quantity Held { get; init; }

    /// <summary>Units in lots.</summary>
    public required Quantity Covered { get; init; }

    /// <summary>Units that no known trade brought: deposits, income, trades before the history begins.</summary>
    public required Quantity Uncovered { get; init; }

    /// <summary>Units in lots whose cost is not known; part of <see cref="Covered"/>.</summary>
    public required Quantity WithoutCost { get; init; }

    /// <summary>What the other units in lots cost, with fees.</summary>
    public required Money Cost { get; init; }

    /// <summary>The last accepted price; <see langword="null"/> where there is none.</summary>
    public required Price? Price { get; init; }

    /// <summary>What the units with a cost are worth now, less that cost; <see langword="null"/> without a
    /// price.</summary>
    public required Money? Unrealised { get; init; }

    /// <summary>Gains of what was sold, as far as both its cost and its proceeds are known.</summary>
    public required Money Realised { get; init; }

    /// <summary>Units that were sold and whose cost or proceeds are not known.</summary>
    public required Quantity SoldWithoutCost { get; init; }

    /// <summary>Units that were in lots and are not held any more without having been sold: they were withdrawn, or
    /// sold in a trade that is not known. Nobody knows when, so they are taken out after the last trade, by the method:
    /// with lifo and hifo that may be lots that were bought after these units had left.</summary>
    public required Quantity MovedOut { get; init; }

    /// <summary>Trades whose fee is not, or not whole, in cost or gain.</summary>
    public required int UncountedFees { get; init; }

    /// <summary>The lots, oldest first.</summary>
    public required ImmutableArray<Lot> Lots { get; init; }
}
