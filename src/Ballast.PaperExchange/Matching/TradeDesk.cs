using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.PaperExchange.Accounts;
using Ballast.PaperExchange.Faults;
using Ballast.PaperExchange.Orders;
using NodaTime;

namespace Ballast.PaperExchange.Matching;

/// <summary>Where the money of a fill comes from.</summary>
internal enum FillSource
{
    /// <summary>Free balance: the order takes.</summary>
    Free,

    /// <summary>What the order has locked: it rested.</summary>
    Locked,
}

/// <summary>Books fills: trades, fees, balances and the order's own record.</summary>
internal sealed class TradeDesk(
    VenueState state, Func<string, FeeTerms> termsOf, Func<string, decimal> midOf, FaultSwitch faults)
{
    /// <summary>Books one slice of an order, in as many trades as the faults ask for.</summary>
    /// <returns>The order afterwards; its state is still the caller's to settle.</returns>
    public ExchangeOrder Book(ExchangeOrder order, Instrument instrument, Slice slice, FillSource source, Instant now)
    {
        decimal left = slice.Size;
        foreach (decimal size in Pieces(slice.Size, instrument.Lot.Step))
        {
            left -= size;
            decimal own = order.Side == TradeSide.Buy ? slice.Price * left : left;
            Slice piece = slice with { Size = size, Upcoming = slice.Upcoming + own };
            order = BookOne(order, instrument, piece, source, now);
        }

        return order;
    }

    private ExchangeOrder BookOne(
        ExchangeOrder order, Instrument instrument, Slice slice, FillSource source, Instant now)
    {
        decimal cost = slice.Price * slice.Size;
        decimal paid = order.Side == TradeSide.Buy ? cost : slice.Size;
        Asset gives = order.Side == TradeSide.Buy ? instrument.Quote : instrument.Base;
        Asset gets = order.Side == TradeSide.Buy ? instrument.Base : instrument.Quote;
        bool isLocked = source == FillSource.Locked;
        state.Move(order.Account, gives, isLocked ? 0m : -paid, isLocked ? -paid : 0m);
        state.Move(order.Account, gets, order.Side == TradeSide.Buy ? slice.Size : cost, 0m);
        Charge fee = FeeOf(order, instrument, slice, source);
        state.Move(order.Account, fee.Asset, -fee.Amount, 0m);
        state.Add(new ExchangeTrade
        {
            Id = state.Trades.Count + 1,
            OrderId = order.Id,
            Account = order.Account,
            Symbol = order.Symbol,
            Side = order.Side,
            Price = slice.Price,
            Size = slice.Size,
            Fee = fee.Amount,
            FeeAsset = fee.Asset.Symbol,
            IsMaker = isLocked,
            At = now,
        });
        return order with
        {
            Filled = order.Filled + slice.Size,
            FilledQuote = order.FilledQuote + cost,
            Locked = isLocked ? order.Locked - paid : order.Locked,
            UpdatedAt = now,
        };
    }

    private Charge FeeOf(ExchangeOrder order, Instrument instrument, Slice slice, FillSource source)
    {
        FeeTerms terms = termsOf(order.Account);
        if (faults.Standing(FaultKind.FeeAsset, "") is { } rule && Asset.IsValid(rule.Text))
        {
            var asset = new Asset(rule.Text);
            FeeCharge charge = asset == instrument.Base ? FeeCharge.Base
                : asset == instrument.Quote ? FeeCharge.Quote
                : FeeCharge.Third;
            terms = terms with { ChargedIn = charge, ThirdAsset = asset };
        }

        var trade = new ChargedTrade(
            instrument, order.Side, slice.Price, slice.Size, source == FillSource.Locked);
        Asset gives = order.Side == TradeSide.Buy ? instrument.Quote : instrument.Base;
        decimal kept = source == FillSource.Free ? slice.Upcoming : 0m;
        return FeeDesk.Of(trade, terms, Spendable, ThirdPrice(terms, instrument));

        decimal Spendable(Asset asset) =>
            state.BalanceOf(order.Account, asset).Free.Value - (asset == gives ? kept : 0m);
    }

    private decimal ThirdPrice(FeeTerms terms, Instrument instrument) => terms.ThirdAsset switch
    {
        null => 0m,
        { } third when third == instrument.Quote => 1m,
        { } third => midOf(third.Symbol + instrument.Quote.Symbol),
    };

    private IEnumerable<decimal> Pieces(decimal size, decimal step)
    {
        int pieces = (int)Math.Clamp(faults.Standing(FaultKind.PartialFills, "")?.Number ?? 1m, 1m, 20m);
        decimal left = size;
        for (int i = pieces; i > 1 && left > step; i--)
        {
            decimal piece = Math.Max(Rounding.Down(left / i, step), step);
            left -= piece;
            yield return piece;
        }

        if (left > 0m)
        {
            yield return left;
        }
    }
}
