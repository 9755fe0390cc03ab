using Ballast.Core;
using Ballast.Core.Portfolios;

namespace Ballast.Engine.Ledger;

/// <summary>Whether ledger and venues agree. Closed: <see cref="Open"/> or <see cref="Closed"/>.</summary>
internal abstract record GateOutcome
{
    /// <summary>
    /// Every balance equals the ledger, or lies within what open orders may do. The readings that were compared, and
    /// the book they were compared with.
    /// </summary>
    public sealed record Open(Observation Observation, PortfolioBook Book) : GateOutcome;

    /// <summary>They do not agree (yet): no planning.</summary>
    public sealed record Closed(Reason Why) : GateOutcome;
}
