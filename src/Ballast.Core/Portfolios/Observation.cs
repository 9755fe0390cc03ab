using System.Collections.Immutable;
using Ballast.Core.Markets;
using Ballast.Core.Amounts;
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

    /// <summary>Markets on which the accounts can trade, with filters, fees and books; empty where no venue has a
    /// catalogue.</summary>
    public required ImmutableArray<VenueMarket> Markets { get; init; }
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

/// <summary>One asset of one account, as the venue states it.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="Free">Units that an order may use; zero or more.</param>
/// <param name="Locked">Units that open orders or the venue hold; zero or more.</param>
public sealed record Balance(Asset Asset, Quantity Free, Quantity Locked)
{
    /// <summary>Free and locked together.</summary>
    public Quantity Total => Free + Locked;
}

/// <summary>A price as one source states it.</summary>
/// <param name="Asset">The asset that is priced.</param>
/// <param name="Price">Units of the portfolio's quote currency per unit.</param>
/// <param name="At">The venue's own time of the price, not the time it was received.</param>
/// <param name="Source">The venue or feed, such as <c>paper</c>; two prices from one source count as one.</param>
public sealed record PriceQuote(Asset Asset, Price Price, Instant At, string Source);
