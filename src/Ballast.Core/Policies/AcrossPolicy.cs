using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;

namespace Ballast.Core.Policies;

/// <summary>How a portfolio on several accounts is kept together.</summary>
public sealed record AcrossPolicy
{
    /// <summary>What happens while one of the accounts does not answer. Default pause.</summary>
    public DownAccount WhenDown { get; init; } = DownAccount.Pause;

    /// <summary>Where an asset is traded, and nowhere else; an asset that is not named is traded wherever it has a
    /// market. Default none. Without a venue, as in a backtest, it means nothing.</summary>
    public ImmutableSortedDictionary<Asset, ImmutableArray<AccountId>> TradedAt { get; init; } =
        ImmutableSortedDictionary<Asset, ImmutableArray<AccountId>>.Empty;

    /// <summary>Whether an asset may be traded at an account.</summary>
    /// <param name="asset">An asset of the target.</param>
    /// <param name="account">The account.</param>
    public bool Trades(Asset asset, AccountId account) =>
        TradedAt.IsEmpty || !TradedAt.TryGetValue(asset, out ImmutableArray<AccountId> only) || only.Contains(account);
}

/// <summary>What happens while one of several accounts does not answer.</summary>
public enum DownAccount
{
    /// <summary>Nothing is planned for any account of the portfolio.</summary>
    Pause = 0,

    /// <summary>What it held when it was last agreed with is counted and not moved; the others go on.</summary>
    Count = 1,
}
