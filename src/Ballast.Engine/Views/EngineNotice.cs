using Ballast.Core.Portfolios;
using Ballast.Engine.Journal;
using NodaTime;

namespace Ballast.Engine.Views;

/// <summary>Something for live views and event streams. Closed.</summary>
/// <param name="At">Journaled time.</param>
/// <param name="Portfolio">Whose; <see langword="null"/> for the installation.</param>
public abstract record EngineNotice(Instant At, PortfolioId? Portfolio)
{
    /// <summary>An event that is now in the journal.</summary>
    public sealed record Journaled(Instant At, PortfolioId? Portfolio, StampedEvent Event)
        : EngineNotice(At, Portfolio);

    /// <summary>The portfolio was looked at; its view is fresh.</summary>
    public sealed record Observed(Instant At, PortfolioId Portfolio, PortfolioView View) : EngineNotice(At, Portfolio);
}
