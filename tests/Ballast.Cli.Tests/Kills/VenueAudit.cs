using System.Globalization;
using Ballast.Core.Amounts;
using Ballast.Core.Orders;
using Ballast.Engine.Ledger;
using Ballast.PaperExchange.Orders;
using Ballast.PaperExchange.Stores;

namespace Ballast.Cli.Tests.Kills;

/// <summary>Holds a journal against the venue's own record.</summary>
internal static class VenueAudit
{
    /// <summary>
    /// What must hold at any moment, kills and faults or not. The record must have been read before the journal was.
    /// </summary>
    public static void CheckAlways(JournalAudit journal, StoredExchange record)
    {
        foreach (IGrouping<string, ExchangeOrder> orders in record.Orders.GroupBy(order => order.ClientId))
        {
            ClientOrderId id = IdOf(orders.Key);
            decimal filled = orders.Sum(order => order.Filled);
            journal.Require(orders.Count() == 1, $"I12: the venue has {orders.Count()} orders named {id}");
            bool isIntended = journal.Intents.TryGetValue(id, out OrderTicket? ticket);
            journal.Require(isIntended, $"I2: the venue has {id}, the journal has no intent");
            decimal meant = ticket?.Size.Value ?? 0m;
            journal.Require(filled <= meant, $"I1: {filled} of {id} was filled, {meant} was meant");
            bool isDenied = journal.Effectless.Contains(id);
            journal.Require(!isDenied, $"I11: {id} had no effect, says the journal; the venue has it");
        }

        foreach (IGrouping<string, ReceivedPost> posts in record.Posts.GroupBy(post => post.ClientId))
        {
            // Held-up arrivals are noted twice, when they are held up and when they come; so are those that the
            // network doubles.
            int sent = posts.Count() - posts.Count(post => post.Outcome == "delayed")
                - (2 * posts.Count(post => post.Outcome == "duplicate"));
            journal.Require(sent <= 1, $"I12: {posts.Key} was posted {sent} times");
        }
    }

    /// <summary>
    /// What must hold once nothing is in flight: ledger and balances, to the last unit (I3), and every trade booked
    /// once.
    /// </summary>
    public static void CheckAtRest(JournalAudit journal, StoredExchange record)
    {
        journal.Require(!journal.Book.LiveOrders.Any(), "liveness: an order is still open at rest");
        AccountLedger ledger = journal.Book.Ledgers.Values.Single();
        foreach (StoredBalance balance in record.Balances.Where(balance => balance.Account == ledger.Account.Value))
        {
            decimal booked = ledger.Of(new Asset(balance.Asset)).Value;
            decimal held = balance.Free + balance.Locked;
            journal.Require(booked == held, $"I3: ledger {booked} {balance.Asset}, venue {held}");
        }

        foreach (ExchangeTrade trade in record.Trades)
        {
            string number = trade.Id.ToString(CultureInfo.InvariantCulture);
            bool isBooked = journal.Booked.TryGetValue((trade.Symbol, number), out VenueFill? fill)
                && fill.Size.Value == trade.Size && fill.Price.Value == trade.Price && fill.Fee.Value == trade.Fee;
            journal.Require(isBooked, $"I3: trade {trade.Id} of {trade.Size} {trade.Symbol} is not booked as it was");
        }

        bool isComplete = journal.Booked.Count == record.Trades.Length;
        journal.Require(isComplete, "I3: the journal has trades that the venue has not");
    }

    private static ClientOrderId IdOf(string clientId) =>
        new(UInt128.Parse(clientId[^32..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
}
