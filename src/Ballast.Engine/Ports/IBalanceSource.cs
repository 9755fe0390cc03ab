using Ballast.Core.Portfolios;

namespace Ballast.Engine.Ports;

/// <summary>Reads all balances of an account.</summary>
public interface IBalanceSource
{
    /// <summary>All balances that are not zero, free and locked; unreadable is an answer, not an exception.</summary>
    Task<AccountReading> ReadBalancesAsync(AccountId account, CancellationToken cancellation);
}
