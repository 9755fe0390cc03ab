using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ledger;
using Ballast.Engine.Ports;

namespace Ballast.Engine.Execution;

/// <summary>
/// Whether the venue's balances equal the ledger in every asset that an order can touch: base, quote and fee assets. A
/// sleeve gains and loses by itself while an order is in doubt; there the cash that pays has to agree to the last unit,
/// and the sleeve to within half of what the order would move.
/// </summary>
internal sealed class BalanceEquality
{
    private readonly PortfolioDesk desk;

    public BalanceEquality(PortfolioDesk desk) => this.desk = desk;

    /// <summary>Reads the balances once and compares; a ledger that moved meanwhile proves nothing.</summary>
    public Task<bool> HoldsAsync(OrderTicket ticket, CancellationToken cancellation) =>
        ShowsAsync(ticket, Quantity.Zero, cancellation);

    /// <summary>
    /// Reads the balances once: the trade by which alone they differ from the ledger, where that is the order, whole;
    /// otherwise <see langword="null"/>. What a sleeve's movement does to cash is known beforehand. Where a coin's
    /// price is not, coins have to differ by exactly what was ordered, and the cash says at which price: within the
    /// order's limit, and no further from it than by half or double.
    /// </summary>
    public async Task<CashTrade?> ShownAsync(OrderTicket ticket, CancellationToken cancellation)
    {
        TickFilter tick = ticket.Instrument.Tick;
        if (tick.Min == tick.Max)
        {
            return await ShowsAsync(ticket, ticket.Size, cancellation)
                ? new CashTrade(ticket.Size, ticket.LimitPrice, Quantity.Zero)
                : null;
        }

        VenueLine line = desk.Lines[ticket.Account];
        bool movesByItself = line.Gateway.Capabilities.BalanceChanges == BalanceChangeSource.SleeveGain;
        AccountLedger before = desk.Book.Ledgers[ticket.Account];
        AccountReading reading = await line.ReadBalancesAsync(cancellation);
        AccountLedger ledger = desk.Book.Ledgers[ticket.Account];
        return !movesByItself && reading is AccountReading.Read read
            && ReferenceEquals(before.Balances, ledger.Balances)
            && Touched(ledger, ticket).Where(asset => asset != ticket.Instrument.Quote).All(asset =>
                Total(read, asset) - ledger.Of(asset) == Effect(ticket, ticket.Size, asset))
            ? Priced(ticket, Total(read, ticket.Instrument.Quote) - ledger.Of(ticket.Instrument.Quote))
            : null;
    }

    private async Task<bool> ShowsAsync(OrderTicket ticket, Quantity done, CancellationToken cancellation)
    {
        VenueLine line = desk.Lines[ticket.Account];
        AccountLedger before = desk.Book.Ledgers[ticket.Account];
        AccountReading reading = await line.ReadBalancesAsync(cancellation);
        AccountLedger ledger = desk.Book.Ledgers[ticket.Account];
        bool isSleeve = line.Gateway.Capabilities.BalanceChanges == BalanceChangeSource.SleeveGain;
        return reading is AccountReading.Read read && ReferenceEquals(before.Balances, ledger.Balances)
            && Touched(ledger, ticket).All(asset => Fits(
                Total(read, asset) - ledger.Of(asset) - Effect(ticket, done, asset),
                isSleeve && asset == ticket.Instrument.Base ? ticket.Size : Quantity.Zero))
            && (done.Sign > 0 || !MayRest(read, ticket));
    }

    private static CashTrade? Priced(OrderTicket ticket, Quantity change)
    {
        bool isBuy = ticket.Side == TradeSide.Buy;
        decimal limit = ticket.Size.Value * ticket.LimitPrice.Value;
        bool isWithin = isBuy
            ? -change.Value <= limit && -change.Value * 2m >= limit
            : change.Value >= limit && change.Value <= limit * 2m;
        return isWithin && !change.IsZero ? CashTrade.Of(ticket.Side, ticket.Size, change.Magnitude) : null;
    }

    private static bool Fits(Quantity rest, Quantity ownSize) =>
        rest.IsZero || rest.Magnitude * 2m < ownSize;

    private static Quantity Effect(OrderTicket ticket, Quantity done, Asset asset)
    {
        int sign = ticket.Side == TradeSide.Buy ? 1 : -1;
        return asset == ticket.Instrument.Base ? done * sign
            : asset == ticket.Instrument.Quote ? done * (-sign * ticket.LimitPrice.Value)
            : Quantity.Zero;
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
