using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.PaperExchange.Faults;
using Ballast.PaperExchange.Markets;
using Ballast.PaperExchange.Orders;
using NodaTime;

namespace Ballast.PaperExchange.Matching;

/// <summary>
/// Accepts, matches and cancels orders. Not thread-safe: its owner holds a lock and commits what it changed.
/// </summary>
internal sealed class OrderEngine(
    VenueState state, MarketBooks books, OrderLimits limits, TradeDesk desk, FaultSwitch faults)
{
    /// <summary>
    /// A new price: orders that it crosses fill at their own limits, best price first, then oldest first. After a
    /// restart the market walks its whole path again; an order meets only prices that are newer than its last change.
    /// </summary>
    public void OnTick(MarketTick tick)
    {
        MarketBook book = books.Get(tick.Symbol);
        book.Set(tick);
        ExchangeOrder[] resting =
        [
            .. state.OpenOrders
                .Where(order => order.Symbol == tick.Symbol && tick.At > order.UpdatedAt && !order.IsWaiting)
                .OrderBy(order => order.Side == TradeSide.Buy ? -order.Price : order.Price).ThenBy(order => order.Id),
        ];
        foreach (ExchangeOrder order in resting)
        {
            var walk = new WalkRequest(order.Side, order.Price, order.Remaining, 0m, book.Instrument.Lot.Step);
            ExchangeOrder filled = order;
            foreach (Slice slice in BookWalk.Of(book.Ladder!, walk))
            {
                book.Eat(order.Side, slice.Level, slice.Size);
                filled =
                    desk.Book(filled, book.Instrument, slice with { Price = order.Price }, FillSource.Locked, tick.At);
            }

            if (filled.Filled > order.Filled)
            {
                state.Put(
                    filled with { State = filled.Remaining > 0m ? OrderState.PartiallyFilled : OrderState.Filled });
            }
        }

        foreach (ExchangeOrder stop in state.OpenOrders.Where(order => order.IsWaiting && order.Symbol == tick.Symbol
            && tick.At > order.UpdatedAt && order.Kind.Fires(order.Side, order.StopPrice, tick.Mid)).ToArray())
        {
            Fire(stop, book, tick.At);
        }
    }

    /// <summary>Takes an order of an account; what refuses it changes nothing.</summary>
    public OrderAnswer Place(string account, NewOrder order, Instant now)
    {
        if (RefusalOf(account, order, now) is { } refusal)
        {
            return new OrderAnswer.Refused(refusal);
        }

        MarketBook book = books.Get(order.Symbol);
        if (order.Kind.IsStop())
        {
            return Wait(account, order, book, now);
        }

        List<Slice> slices = BookWalk.Of(book.Ladder!,
            new WalkRequest(order.Side, order.Price, order.Size, order.QuoteSize ?? 0m, book.Instrument.Lot.Step));
        return RefusalOf(account, order, book, slices) is { } late
            ? new OrderAnswer.Refused(late)
            : Accept(account, order, slices, now);
    }

    /// <summary>What refuses an order whatever the account holds: its market, and the market's filters.</summary>
    public Refusal? RefusalOf(string account, NewOrder order, Instant now)
    {
        if (books.Find(order.Symbol) is not { } book)
        {
            return Refusal.UnknownSymbol;
        }

        if (!book.Instrument.IsTrading || book.Tick is not { } tick || now > tick.LiveUntil)
        {
            return Refusal.MarketClosed;
        }

        ExchangeOrder[] open =
            [.. state.OpenOrders.Where(open => open.Account == account && open.Symbol == order.Symbol)];
        Refusal? filter = OrderChecks.Check(order, new OrderSurroundings(book.Instrument, limits)
        {
            Mid = tick.Mid,
            OpenOrders = open.Length,
            WaitingOrders = open.Count(other => other.IsWaiting),
        });
        return filter ?? (order.StopPrice is { } stop && order.Kind.Fires(order.Side, stop, tick.Mid)
            ? Refusal.WouldTrigger
            : null);
    }

    /// <summary>Ends an open order.</summary>
    public OrderAnswer Cancel(ExchangeOrder order, Instant now)
    {
        if (!order.IsOpen)
        {
            return new OrderAnswer.Refused(Refusal.UnknownOrder);
        }

        int trades = state.Trades.Count;
        Instrument instrument = books.Get(order.Symbol).Instrument;
        if (!order.IsWaiting && faults.Draw(FaultKind.FillDuringCancel) is { } race)
        {
            order = FillBeforeCancel(order, instrument, race, now);
        }

        if (order.IsOpen)
        {
            if (!order.IsWaiting && faults.Draw(FaultKind.LateFill) is { } late)
            {
                LateFill fill = new(now + Duration.FromSeconds(late.Seconds), order.Id);
                state.Owe(state.Pending with { Fills = state.Pending.Fills.Add(fill) });
            }

            order = Close(order, OrderState.Canceled, now);
        }

        state.Put(order);
        return new OrderAnswer.Accepted(order, [.. state.Trades.Skip(trades)]);
    }

    /// <summary>Fills of cancelled orders that have become due.</summary>
    public void FillLate(Instant now)
    {
        foreach (LateFill late in state.Pending.Fills.Where(fill => fill.Due <= now))
        {
            state.Owe(state.Pending with { Fills = state.Pending.Fills.Remove(late) });
            ExchangeOrder order = state.Get(late.OrderId);
            Instrument instrument = books.Get(order.Symbol).Instrument;
            if (order.Remaining > 0m && Affords(order, order.Price * order.Remaining, order.Remaining, instrument))
            {
                var slice = new Slice(0, order.Price, order.Remaining);
                state.Put(
                    desk.Book(order, instrument, slice, FillSource.Free, late.Due) with { State = OrderState.Filled });
            }
        }
    }

    private Refusal? RefusalOf(string account, NewOrder order, MarketBook book, List<Slice> slices)
    {
        if (order.Kind == OrderKind.LimitMaker && slices.Count > 0)
        {
            return Refusal.WouldTake;
        }

        decimal walked = slices.Sum(slice => slice.Size);
        decimal cost = slices.Sum(slice => slice.Price * slice.Size);
        if (order.Size is null && walked == 0m)
        {
            return Refusal.Filter("LOT_SIZE");
        }

        decimal gives = order.Side == TradeSide.Sell ? order.Size ?? walked
            : order.Price is { } limit ? limit * order.Size!.Value : cost;
        Asset asset = order.Side == TradeSide.Sell ? book.Instrument.Base : book.Instrument.Quote;
        return state.BalanceOf(account, asset).Free.Value < gives ? Refusal.InsufficientBalance : null;
    }

    private OrderAnswer.Accepted Accept(string account, NewOrder request, List<Slice> slices, Instant now)
    {
        MarketBook book = books.Get(request.Symbol);
        ExchangeOrder order = Recorded(account, request, now) with
        {
            Size = request.Size ?? slices.Sum(slice => slice.Size),
        };
        state.Put(order);
        int trades = state.Trades.Count;
        order = Matched(order, book, slices, now);
        state.Put(order);
        return new OrderAnswer.Accepted(order, [.. state.Trades.Skip(trades)]);
    }

    private ExchangeOrder Recorded(string account, NewOrder request, Instant now)
    {
        long id = state.Orders.Count + 1;
        return new ExchangeOrder
        {
            Id = id,
            Account = account,
            ClientId = request.ClientId ?? $"paper-{id}",
            Symbol = request.Symbol,
            Side = request.Side,
            Kind = request.Kind,
            Lifetime = request.Lifetime,
            Price = request.Price ?? 0m,
            Size = request.Size ?? 0m,
            QuoteSize = request.QuoteSize ?? 0m,
            StopPrice = request.StopPrice ?? 0m,
            State = OrderState.New,
            At = now,
            UpdatedAt = now,
        };
    }

    // Takes what it meets, and rests, is filled or expires.
    private ExchangeOrder Matched(ExchangeOrder order, MarketBook book, List<Slice> slices, Instant now)
    {
        bool isKilled = order is { Lifetime: OrderLifetime.Fok }
            && slices.Sum(slice => slice.Size) < order.Size;
        decimal needs = Needs(order, slices);
        foreach (Slice slice in isKilled ? [] : slices)
        {
            needs -= order.Side == TradeSide.Buy ? slice.Price * slice.Size : slice.Size;
            book.Eat(order.Side, slice.Level, slice.Size);
            order = desk.Book(order, book.Instrument, slice with { Upcoming = needs }, FillSource.Free, now);
        }

        return Settle(order, book.Instrument, now);
    }

    // An order that waits locks what it would give at its limit, or at its stop price where it has none.
    private OrderAnswer Wait(string account, NewOrder request, MarketBook book, Instant now)
    {
        bool isBuy = request.Side == TradeSide.Buy;
        decimal locks = isBuy
            ? (request.Price ?? request.StopPrice!.Value) * request.Size!.Value
            : request.Size!.Value;
        Asset asset = isBuy ? book.Instrument.Quote : book.Instrument.Base;
        if (state.BalanceOf(account, asset).Free.Value < locks)
        {
            return new OrderAnswer.Refused(Refusal.InsufficientBalance);
        }

        state.Move(account, asset, -locks, locks);
        ExchangeOrder order = Recorded(account, request, now) with { IsWaiting = true, Locked = locks };
        state.Put(order);
        return new OrderAnswer.Accepted(order, []);
    }

    // Its price has come: it gets back what it locked and does what an order of its sort would do now. What it cannot
    // pay any more expires.
    private void Fire(ExchangeOrder stop, MarketBook book, Instant at)
    {
        ExchangeOrder order = Close(stop, OrderState.New, at) with { IsWaiting = false };
        List<Slice> slices = BookWalk.Of(
            book.Ladder!,
            new WalkRequest(
                order.Side,
                order.Kind.TakesAnyPrice() ? null : order.Price,
                order.Size,
                0m,
                book.Instrument.Lot.Step));
        decimal cost = slices.Sum(slice => slice.Price * slice.Size);
        bool isPaid = Affords(
            order, order.Kind.TakesAnyPrice() ? cost : order.Price * order.Size, order.Size, book.Instrument);
        state.Put(isPaid ? Matched(order, book, slices, at) : order with { State = OrderState.Expired });
    }

    /// <summary>What the order will give in all: its slices, and what it locks if the rest of it stays in the
    /// book.</summary>
    private static decimal Needs(ExchangeOrder order, List<Slice> slices)
    {
        decimal rest = Rests(order) ? order.Size - slices.Sum(slice => slice.Size) : 0m;
        return order.Side == TradeSide.Buy
            ? slices.Sum(slice => slice.Price * slice.Size) + (order.Price * rest)
            : slices.Sum(slice => slice.Size) + rest;
    }

    private static bool Rests(ExchangeOrder order) =>
        order.Kind == OrderKind.LimitMaker || (order.Kind.HasLifetime() && order.Lifetime == OrderLifetime.Gtc);

    /// <summary>Filled, resting with its funds locked, or expired.</summary>
    private ExchangeOrder Settle(ExchangeOrder order, Instrument instrument, Instant now)
    {
        if (order.Remaining == 0m)
        {
            return order with { State = OrderState.Filled };
        }

        if (!Rests(order))
        {
            return order with { State = OrderState.Expired, UpdatedAt = now };
        }

        decimal locks = order.Side == TradeSide.Buy ? order.Price * order.Remaining : order.Remaining;
        state.Move(order.Account, order.Side == TradeSide.Buy ? instrument.Quote : instrument.Base, -locks, locks);
        return order with { Locked = locks, State = order.Filled > 0m ? OrderState.PartiallyFilled : OrderState.New };
    }

    private ExchangeOrder FillBeforeCancel(ExchangeOrder order, Instrument instrument, FaultRule race, Instant now)
    {
        decimal share = race.Number is > 0m and <= 1m ? race.Number : 0.5m;
        decimal size = Rounding.Down(order.Remaining * share, instrument.Lot.Step);
        if (size == 0m)
        {
            return order;
        }

        order = desk.Book(order, instrument, new Slice(0, order.Price, size), FillSource.Locked, now);
        return order with { State = order.Remaining > 0m ? OrderState.PartiallyFilled : OrderState.Filled };
    }

    private ExchangeOrder Close(ExchangeOrder order, OrderState end, Instant now)
    {
        Instrument instrument = books.Get(order.Symbol).Instrument;
        Asset asset = order.Side == TradeSide.Buy ? instrument.Quote : instrument.Base;
        state.Move(order.Account, asset, order.Locked, -order.Locked);
        return order with { Locked = 0m, State = end, UpdatedAt = now };
    }

    private bool Affords(ExchangeOrder order, decimal cost, decimal size, Instrument instrument) =>
        order.Side == TradeSide.Buy
        ? state.BalanceOf(order.Account, instrument.Quote).Free.Value >= cost
        : state.BalanceOf(order.Account, instrument.Base).Free.Value >= size;
}
