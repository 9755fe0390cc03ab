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
    /// Reads the balances once and says whether they differ from the ledger by the order's whole effect and by nothing
    /// else. Only where its market has one price and no fee is that effect known beforehand.
    /// </summary>
    public async Task<bool> ShowsWholeAsync(OrderTicket ticket, CancellationToken cancellation)
    {
        TickFilter tick = ticket.Instrument.Tick;
        return tick.Min == tick.Max && await ShowsAsync(ticket, ticket.Size, cancellation);
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
