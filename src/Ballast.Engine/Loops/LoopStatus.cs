using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Portfolios;
using Ballast.Core.Targets;
using Ballast.Engine.Hedging;
using Ballast.Engine.Views;

namespace Ballast.Engine.Loops;

/// <summary>What a loop shows of itself beside its book.</summary>
/// <param name="Status">What it does.</param>
/// <param name="Why">Why, where there is more to say.</param>
/// <param name="Seen">The last snapshot with the sheet of targets and bands it was measured against.</param>
internal sealed record LoopStatus(PortfolioStatus Status, Reason? Why, Sighting? Seen)
{
    /// <summary>What the last check found about its hedges.</summary>
    public ImmutableArray<HedgeLine> Hedges { get; init; } = [];
}

/// <summary>A snapshot and what it was measured against.</summary>
/// <param name="Snapshot">The portfolio.</param>
/// <param name="Sheet">Targets and bands.</param>
internal sealed record Sighting(Snapshot Snapshot, TargetSheet Sheet);
