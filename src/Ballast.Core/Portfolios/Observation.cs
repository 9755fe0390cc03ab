using System.Collections.Immutable;
using Ballast.Core.Markets;
using NodaTime;

namespace Ballast.Core.Portfolios;

/// <summary>Everything that was read from outside for one decision, before anyone judged whether it is complete and
/// fresh.</summary>
public sealed record Observation
{
    /// <summary>When reading ended.</summary>
    public required Instant At { get; init; }

    /// <summary>One reading per account of the policy, in the policy's order.</summary>
    public required ImmutableArray<AccountReading> Accounts { get; init; }

    /// <summary>Prices in the portfolio's quote currency; several per asset where several sources answered.</summary>
    public required ImmutableArray<PriceQuote> Prices { get; init; }

    /// <summary>Markets on which the accounts can trade, with filters, fees and books.</summary>
    public required Catalogue Catalogue { get; init; }
}

/// <summary>What reading one account gave. Closed: <see cref="Read"/> or <see cref="Unreadable"/>.</summary>
/// <param name="Account">The account.</param>
public abstract record AccountReading(AccountId Account)
{
    /// <summary>The account answered with all its balances.</summary>
    public sealed record Read(AccountId Account, AccountAccess Access, ImmutableArray<Balance> Balances, Instant At)
        : AccountReading(Account);

    /// <summary>The account did not answer; its holdings are unknown, not zero.</summary>
    public sealed record Unreadable(AccountId Account, Reason Why) : AccountReading(Account);
}

/// <summary>What Ballast may do with an account.</summary>
public enum AccountAccess
{
    /// <summary>Count it, never trade on it (cold wallets, venues that cannot prove an order's fate).</summary>
    ReadOnly = 0,

    /// <summary>Count it and trade on it.</summary>
    Tradable = 1,
}
