using Ballast.Engine.Views;
using NodaTime;

namespace Ballast.Server.Features.Performance;

/// <summary>The span over which books are compared, and the live portfolio in it.</summary>
/// <param name="Since">When all books began with the live holdings.</param>
/// <param name="At">The last valuation of all of them.</param>
/// <param name="Return">The live portfolio's flow-neutral return from then to then, as a fraction.</param>
public sealed record ComparisonSpan(Instant Since, Instant At, decimal Return)
{
    /// <summary>Of a portfolio; <see langword="null"/> before it is bought.</summary>
    public static ComparisonSpan? Of(PortfolioView view) => view.Shadows is { } books
        ? new ComparisonSpan(books.Since, books.At, books.LiveGrowth - 1m)
        : null;
}
