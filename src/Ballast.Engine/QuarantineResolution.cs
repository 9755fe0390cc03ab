using Ballast.Core;
using Ballast.Core.Orders;
using Ballast.Core.Portfolios;

namespace Ballast.Engine;

/// <summary>A person's word on a quarantined order.</summary>
public sealed record QuarantineResolution
{
    /// <summary>Whose.</summary>
    public required PortfolioId Portfolio { get; init; }

    /// <summary>The order.</summary>
    public required ClientOrderId Order { get; init; }

    /// <summary>Who decides.</summary>
    public required string Actor { get; init; }

    /// <summary>On what ground.</summary>
    public required Reason Why { get; init; }
}
