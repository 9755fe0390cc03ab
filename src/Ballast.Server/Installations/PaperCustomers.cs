using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;
using Ballast.PaperExchange.Accounts;

namespace Ballast.Server.Installations;

/// <summary>The accounts of a paper exchange: a few spare ones, so that portfolios can be added while it
/// runs.</summary>
public static class PaperCustomers
{
    private static readonly Quantity OpeningCash = new(100_000m);

    /// <summary>The account that stands for the services of the agent <c>demo</c>; no customer of its own.</summary>
    public static AccountId Services { get; } = new("purpleflea");

    /// <summary>The account that stands for the coins of that agent's wallet; no customer of its own either.</summary>
    public static AccountId Wallet { get; } = new("purpleflea-wallet");

    private static readonly AccountId[] Spare = [new("paper"), new("paper-2"), new("paper-3"), new("paper-4")];

    /// <summary>The spare accounts and those that a policy names, in ordinal order.</summary>
    public static ImmutableArray<AccountId> With(IEnumerable<AccountId> named) =>
        [.. Spare.Concat(named).Where(account => account != Services && account != Wallet).Distinct().Order()];

    /// <summary>The exchange's customer behind an account; play money, so its keys follow from its name.</summary>
    public static PaperAccount Of(AccountId account, Asset quote) => PaperAccount.Demo with
    {
        Name = account == Spare[0] ? PaperAccount.Demo.Name : account.Value,
        ApiKey = account == Spare[0] ? PaperAccount.Demo.ApiKey : "key-" + account.Value,
        Secret = account == Spare[0] ? PaperAccount.Demo.Secret : "secret-" + account.Value,
        OpeningBalances = ImmutableSortedDictionary<Asset, Quantity>.Empty.Add(quote, OpeningCash),
    };
}
