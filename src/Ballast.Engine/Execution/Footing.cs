using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ledger;

namespace Ballast.Engine.Execution;

/// <summary>What a snapshot stands on: the book that its balances were compared with.</summary>
/// <param name="Book">The book at that moment.</param>
/// <param name="Held">Free units that were counted as held for orders whose end was open.</param>
internal sealed record Footing(
    PortfolioBook Book, ImmutableSortedDictionary<(AccountId Account, Asset Asset), Quantity> Held)
{
    /// <summary>The reason for which a plan is not begun on other ground than it was made on.</summary>
    public const string Moved = "ledger-moved";

    /// <summary>A footing without open orders.</summary>
    public static Footing Of(PortfolioBook book) =>
        new(book, ImmutableSortedDictionary<(AccountId Account, Asset Asset), Quantity>.Empty);

    /// <summary>
    /// Why a plan made on this footing may not begin; <see langword="null"/> where no ledger has moved since. Orders
    /// are settled beside the loop: a plan from before a fill would do again what the fill has done.
    /// </summary>
    public Reason? Objection(PortfolioBook now) => Book.Ledgers.Values.FirstOrDefault(
        ledger => !ReferenceEquals(ledger.Balances, now.Ledgers.GetValueOrDefault(ledger.Account)?.Balances))
        is { } moved
        ? new Reason(
            Moved, $"not sent: the ledger of {moved.Account} has moved since the plan was made; it is planned anew")
        : null;
}
