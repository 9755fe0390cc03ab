using System.Collections.Immutable;
using Ballast.Core.Portfolios;
using NodaTime;

namespace Ballast.Core.Policies.Format;

/// <summary>The fields of <c>live</c>.</summary>
internal static class LiveTable
{
    private static readonly Bounds Shares = new(
        0m, 1m, "a fraction of the holdings (25 % is 0.25)")
    { IsOpenBelow = true };

    /// <summary>The block.</summary>
    public static Block<LivePolicy> Live { get; } = new(
        new LivePolicy { Share = 0m, Accounts = [] },
        new Binding<LivePolicy, decimal>(PolicyKinds.Numbers(Shares), (live, share) => live with { Share = share })
            .Always(
                "share",
                "The part of the holdings that may be moved with real money. It begins with 0.25 at most and is raised "
                + "by at most 0.25 a day.",
                live => live.Share).Required(),
        new Binding<LivePolicy, ImmutableArray<AccountId>>(
            new ListKind<AccountId>(PolicyKinds.Account, 1, 64), (live, accounts) => live with { Accounts = accounts })
            .Always("accounts", "The accounts that may be traded on.", live => live.Accounts).Required(),
        new Binding<LivePolicy, Duration>(
            new DurationKind(Duration.FromDays(1), Duration.FromDays(366)), (live, trial) =>
                live with { Trial = trial })
            .Always(
                "trial",
                "How long these rules have to run in mode paper or shadow before mode live is allowed.",
                live => live.Trial));
}
