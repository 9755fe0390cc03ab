using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ledger;

namespace Ballast.Engine.Execution;

/// <summary>
/// Whether the venue's balances equal the ledger in every asset that an order can touch: base, quote and fee assets.
/// </summary>
internal sealed class BalanceEquality
{
    private readonly PortfolioDesk desk;

    public BalanceEquality(PortfolioDesk desk) => this.desk = desk;

    /// <summary>Reads the balances once and compares; a ledger that moved meanwhile proves nothing.</summary>
    public async Task<bool> HoldsAsync(OrderTicket ticket, CancellationToken cancellation)
    {
        AccountLedger before = desk.Book.Ledgers[ticket.Account];
        AccountReading reading = await desk.Lines[ticket.Account].ReadBalancesAsync(cancellation);
        AccountLedger ledger = desk.Book.Ledgers[ticket.Account];
        return reading is AccountReading.Read read && ReferenceEquals(before.Balances, ledger.Balances)
            && Touched(ledger, ticket).All(asset => Total(read, asset) == ledger.Of(asset))
            && !MayRest(read, ticket);
    }

    // An order that rests unseen moves no total, but it locks all that it would give.
    private static bool MayRest(AccountReading.Read read, OrderTicket ticket)
    {
        bool isBuy = ticket.Side == TradeSide.Buy;
        Asset gives = isBuy ? ticket.Instrument.Quote : ticket.Instrument.Base;
        decimal whole = isBuy ? ticket.Size.Value * ticket.LimitPrice.Value : ticket.Size.Value;
        return read.Balances.Where(balance => balance.Asset == gives).Sum(balance => balance.Locked.Value) >= whole;
    }

    /// <summary>The assets an order can touch.</summary>
    public static IEnumerable<Asset> Touched(AccountLedger ledger, OrderTicket ticket) =>
        ledger.FeeAssets.Add(ticket.Instrument.Base).Add(ticket.Instrument.Quote);

    /// <summary>Units of an asset as the venue states them.</summary>
    public static Quantity Total(AccountReading.Read read, Asset asset) =>
        new(read.Balances.Where(balance => balance.Asset == asset).Sum(balance => balance.Total.Value));
}
