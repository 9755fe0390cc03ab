using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ledger;

namespace Ballast.Engine.Transfers;

/// <summary>
/// Lets planning see a transfer that is open: what is on its way counts at the destination and cannot be used, the two
/// balances that it moves are those of the ledger, and nothing is traded against them. The other assets go on.
/// </summary>
internal static class TransitLock
{
    /// <summary>What planning may see.</summary>
    public static Observation Apply(PortfolioBook book, Observation observation) => book.OpenTransfer is not { } open
        ? observation
        : observation with
        {
            Catalogue = observation.Catalogue is Catalogue.Listed listed
                ? new Catalogue.Listed([.. listed.Markets.Where(market =>
                    TransferReach.Objection(book, market.Account, market.Instrument) is null)])
                : observation.Catalogue,
            Accounts = [.. observation.Accounts.Select(account => Seen(book, open, account))],
        };

    private static AccountReading Seen(PortfolioBook book, TransferRecord open, AccountReading account)
    {
        TransferTicket ticket = open.Ticket;
        if (account is not AccountReading.Read read || !ticket.Touches(read.Account, ticket.Asset))
        {
            return account;
        }

        Quantity owned = book.Ledgers[read.Account].Of(ticket.Asset);
        Quantity usable = Quantity.Max(
            Quantity.Zero, owned - TransferReach.StillTakes(book, read.Account, ticket.Asset));
        Quantity coming = open.IsDebited && read.Account == ticket.To ? ticket.Units - ticket.Fee : Quantity.Zero;
        Balance stated = read.Balances.FirstOrDefault(balance => balance.Asset == ticket.Asset)
            ?? new Balance(ticket.Asset, Quantity.Zero, Quantity.Zero);
        Quantity free = Quantity.Min(stated.Free, usable);
        Balance seen = new(ticket.Asset, free, Quantity.Max(Quantity.Zero, owned - free) + coming);
        ImmutableArray<Balance> others = [.. read.Balances.Where(balance => balance.Asset != ticket.Asset)];
        return read with { Balances = others.Add(seen) };
    }
}
