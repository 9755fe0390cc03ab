using System.Collections.Immutable;
using Ballast.Core.Portfolios;
using Ballast.Engine.Journal;
using Ballast.Engine.Views;

namespace Ballast.Engine;

/// <summary>What one pass of one portfolio did.</summary>
/// <param name="Portfolio">Whose.</param>
/// <param name="Decision">What was decided, and why.</param>
/// <param name="Run">What was carried out; <see langword="null"/> where nothing was.</param>
public sealed record PassReport(PortfolioId Portfolio, DecisionDigest Decision, RunView? Run)
{
    /// <summary>Its hedges, in the order of their assets; a pass with a run looks after none.</summary>
    public ImmutableArray<HedgeView> Hedges { get; init; } = [];
}
