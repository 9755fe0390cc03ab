using Ballast.Core;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Tests.Replays;

/// <summary>An account that answers unless it is told not to.</summary>
internal sealed class SilencedBalances(IBalanceSource inner, HashSet<AccountId> silent) : IBalanceSource
{
    public Task<AccountReading> ReadBalancesAsync(AccountId account, CancellationToken cancellation) =>
        silent.Contains(account)
            ? Task.FromResult<AccountReading>(
                new AccountReading.Unreadable(account, new Reason("down", "the venue does not answer")))
            : inner.ReadBalancesAsync(account, cancellation);
}
