using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;

namespace Ballast.Engine;

/// <summary>A person's word for a price that jumped and that no second source confirms.</summary>
public sealed record PriceConfirmation
{
    /// <summary>Whose decisions it is for.</summary>
    public required PortfolioId Portfolio { get; init; }

    /// <summary>The asset.</summary>
    public required Asset Asset { get; init; }

    /// <summary>What it is worth in the portfolio's quote currency; the next prices are judged by their distance from
    /// it.</summary>
    public required Price Price { get; init; }

    /// <summary>Who says so.</summary>
    public required string Actor { get; init; }

    /// <summary>On what ground.</summary>
    public required Reason Why { get; init; }
}
