using System.Collections.Immutable;
using Ballast.Core.Portfolios;

namespace Ballast.Core.Markets;

/// <summary>
/// What can be traded where. That nothing can be traded and that nothing limits trading are different cases, so that a
/// list that could not be read is never taken for the absence of filters. Closed: <see cref="Listed"/>,
/// <see cref="Unread"/> or <see cref="Offline"/>.
/// </summary>
public abstract record Catalogue
{
    /// <summary>The catalogue of backtests and of plans made from files.</summary>
    public static Catalogue WithoutVenue { get; } = new Offline();

    /// <summary>The markets of one account; empty where none is listed.</summary>
    /// <param name="account">The account.</param>
    public ImmutableArray<VenueMarket> Of(AccountId account) =>
        this is Listed listed ? [.. listed.Markets.Where(market => market.Account == account)] : [];

    /// <summary>The markets that venues listed; what is not among them cannot be traded. May be empty.</summary>
    public sealed record Listed(ImmutableArray<VenueMarket> Markets) : Catalogue;

    /// <summary>A venue did not list its markets: nothing may be planned; why, for every account that did not
    /// answer.</summary>
    public sealed record Unread(ImmutableArray<Reason> Why) : Catalogue;

    /// <summary>No venue stands behind the portfolio: every asset trades against the quote, in every size and at every
    /// price. Nothing planned with it may be sent.</summary>
    public sealed record Offline : Catalogue;
}
