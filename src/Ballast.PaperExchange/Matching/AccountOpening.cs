using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.PaperExchange.Accounts;
using Ballast.PaperExchange.Orders;
using NodaTime;

namespace Ballast.PaperExchange.Matching;

/// <summary>Gives accounts what they begin with.</summary>
internal static class AccountOpening
{
    /// <summary>Opens the accounts that the exchange does not know yet.</summary>
    public static void Open(VenueState state, ImmutableArray<PaperAccount> accounts, Instant now)
    {
        foreach (PaperAccount account in accounts.Where(account => !state.Knows(account.Name)))
        {
            foreach ((Asset asset, Quantity amount) in account.OpeningBalances)
            {
                state.Move(account.Name, asset, amount.Value, 0m);
                state.Add(new ExchangeFlow(state.Flows.Count + 1, account.Name, asset.Symbol, amount.Value, now));
            }
        }
    }
}
