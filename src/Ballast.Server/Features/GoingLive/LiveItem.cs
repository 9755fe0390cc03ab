using Ballast.Engine.GoingLive;
using Ballast.Engine.Views;
using NodaTime;

namespace Ballast.Server.Features.GoingLive;

/// <summary>What stands between a portfolio and real money.</summary>
/// <param name="Items">The conditions in their order.</param>
/// <param name="Share">The part of its holdings that it may move; null before it was live.</param>
/// <param name="Since">Since when; null before it was live.</param>
/// <param name="Actor">By whose word; null before it was live.</param>
public sealed record LiveItem(IReadOnlyList<LiveCheck> Items, decimal? Share, Instant? Since, string? Actor)
{
    /// <summary>Of a portfolio; <see langword="null"/> where its accounts hold paper money alone.</summary>
    public static LiveItem? Of(PortfolioView view) => view.Live.Checks.IsEmpty
        ? null
        : new LiveItem(view.Live.Checks, view.Stage?.Share, view.Stage?.Since, view.Stage?.Actor);
}
