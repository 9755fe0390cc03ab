using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Portfolios;
using Ballast.PaperExchange.Orders;
using NodaTime;

namespace Ballast.PaperExchange.Stores;

/// <summary>An order as a row: amounts as text, instants as ticks since 1970.</summary>
internal sealed record OrderRow
{
    public long Id { get; init; }

    public string Account { get; init; } = "";

    public string ClientId { get; init; } = "";

    public string Symbol { get; init; } = "";

    public long Side { get; init; }

    public long Kind { get; init; }

    public long Lifetime { get; init; }

    public string Price { get; init; } = "";

    public string Size { get; init; } = "";

    public string QuoteSize { get; init; } = "";

    public string StopPrice { get; init; } = "0";

    public long IsWaiting { get; init; }

    public string Filled { get; init; } = "";

    public string FilledQuote { get; init; } = "";

    public string Locked { get; init; } = "";

    public long State { get; init; }

    public long At { get; init; }

    public long UpdatedAt { get; init; }

    public static OrderRow Of(ExchangeOrder order) => new()
    {
        Id = order.Id,
        Account = order.Account,
        ClientId = order.ClientId,
        Symbol = order.Symbol,
        Side = (long)order.Side,
        Kind = (long)order.Kind,
        Lifetime = (long)order.Lifetime,
        Price = CanonicalDecimal.Format(order.Price),
        Size = CanonicalDecimal.Format(order.Size),
        QuoteSize = CanonicalDecimal.Format(order.QuoteSize),
        StopPrice = CanonicalDecimal.Format(order.StopPrice),
        IsWaiting = order.IsWaiting ? 1 : 0,
        Filled = CanonicalDecimal.Format(order.Filled),
        FilledQuote = CanonicalDecimal.Format(order.FilledQuote),
        Locked = CanonicalDecimal.Format(order.Locked),
        State = (long)order.State,
        At = order.At.ToUnixTimeTicks(),
        UpdatedAt = order.UpdatedAt.ToUnixTimeTicks(),
    };

    public ExchangeOrder ToOrder() => new()
    {
        Id = Id,
        Account = Account,
        ClientId = ClientId,
        Symbol = Symbol,
        Side = (TradeSide)Side,
        Kind = (OrderKind)Kind,
        Lifetime = (OrderLifetime)Lifetime,
        Price = CanonicalDecimal.Parse(Price),
        Size = CanonicalDecimal.Parse(Size),
        QuoteSize = CanonicalDecimal.Parse(QuoteSize),
        StopPrice = CanonicalDecimal.Parse(StopPrice),
        IsWaiting = IsWaiting != 0,
        Filled = CanonicalDecimal.Parse(Filled),
        FilledQuote = CanonicalDecimal.Parse(FilledQuote),
        Locked = CanonicalDecimal.Parse(Locked),
        State = (OrderState)State,
        At = Instant.FromUnixTimeTicks(At),
        UpdatedAt = Instant.FromUnixTimeTicks(UpdatedAt),
    };
}

/// <summary>A trade as a row.</summary>
internal sealed record TradeRow
{
    public long Id { get; init; }

    public long OrderId { get; init; }

    public string Account { get; init; } = "";

    public string Symbol { get; init; } = "";

    public long Side { get; init; }

    public string Price { get; init; } = "";

    public string Size { get; init; } = "";

    public string Fee { get; init; } = "";

    public string FeeAsset { get; init; } = "";

    public long IsMaker { get; init; }

    public long At { get; init; }

    public static TradeRow Of(ExchangeTrade trade) => new()
    {
        Id = trade.Id,
        OrderId = trade.OrderId,
        Account = trade.Account,
        Symbol = trade.Symbol,
        Side = (long)trade.Side,
        Price = CanonicalDecimal.Format(trade.Price),
        Size = CanonicalDecimal.Format(trade.Size),
        Fee = CanonicalDecimal.Format(trade.Fee),
        FeeAsset = trade.FeeAsset,
        IsMaker = trade.IsMaker ? 1 : 0,
        At = trade.At.ToUnixTimeTicks(),
    };

    public ExchangeTrade ToTrade() => new()
    {
        Id = Id,
        OrderId = OrderId,
        Account = Account,
        Symbol = Symbol,
        Side = (TradeSide)Side,
        Price = CanonicalDecimal.Parse(Price),
        Size = CanonicalDecimal.Parse(Size),
        Fee = CanonicalDecimal.Parse(Fee),
        FeeAsset = FeeAsset,
        IsMaker = IsMaker == 1,
        At = Instant.FromUnixTimeTicks(At),
    };
}

/// <summary>A deposit or withdrawal as a row.</summary>
internal sealed record FlowRow
{
    public long Id { get; init; }

    public string Account { get; init; } = "";

    public string Asset { get; init; } = "";

    public string Amount { get; init; } = "";

    public long At { get; init; }

    public static FlowRow Of(ExchangeFlow flow) => new()
    {
        Id = flow.Id,
        Account = flow.Account,
        Asset = flow.Asset,
        Amount = CanonicalDecimal.Format(flow.Amount),
        At = flow.At.ToUnixTimeTicks(),
    };

    public ExchangeFlow ToFlow() =>
        new(Id, Account, Asset, CanonicalDecimal.Parse(Amount), Instant.FromUnixTimeTicks(At));
}

/// <summary>An arrival as a row.</summary>
internal sealed record PostRow
{
    public long Id { get; init; }

    public string Account { get; init; } = "";

    public string ClientId { get; init; } = "";

    public string Outcome { get; init; } = "";

    public long At { get; init; }

    public static PostRow Of(ReceivedPost post) => new()
    {
        Id = post.Id,
        Account = post.Account,
        ClientId = post.ClientId,
        Outcome = post.Outcome,
        At = post.At.ToUnixTimeTicks(),
    };

    public ReceivedPost ToPost() => new(Id, Account, ClientId, Outcome, Instant.FromUnixTimeTicks(At));
}

/// <summary>A balance as a row.</summary>
internal sealed record BalanceRow
{
    public string Account { get; init; } = "";

    public string Asset { get; init; } = "";

    public string Free { get; init; } = "";

    public string Locked { get; init; } = "";

    public static BalanceRow Of(string account, Balance balance) => new()
    {
        Account = account,
        Asset = balance.Asset.Symbol,
        Free = balance.Free.ToString(),
        Locked = balance.Locked.ToString(),
    };

    public StoredBalance ToBalance() =>
        new(Account, Asset, CanonicalDecimal.Parse(Free), CanonicalDecimal.Parse(Locked));
}
