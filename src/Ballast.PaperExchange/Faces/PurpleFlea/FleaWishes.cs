using Ballast.Core.Markets;
using Ballast.PaperExchange.Services;

namespace Ballast.PaperExchange.Faces.PurpleFlea;

/// <summary>Reads what agents wish for out of the bodies of their requests.</summary>
internal static class FleaWishes
{
    private static readonly NumberRange Leverage = new(1m, PerpMarkets.MaxLeverage);

    public static MovementWish Movement(FleaBody body)
    {
        string service = body.RequireText("service");
        if (!ServiceNames.All.Contains(service, StringComparer.Ordinal))
        {
            throw FleaRefusalException.Invalid("service", $"must be one of {string.Join(", ", ServiceNames.All)}");
        }

        MovementDirection direction = body.RequireText("direction") switch
        {
            "increase" => MovementDirection.Increase,
            "decrease" => MovementDirection.Decrease,
            _ => throw FleaRefusalException.Invalid("direction", "must be increase or decrease"),
        };
        decimal amount = body.RequireNumber("amount_usdc", NumberRange.Amount);
        return new MovementWish(service, direction, amount, body.FindText("reason") ?? "");
    }

    /// <summary>A wish for a perpetual; <c>notional_usd</c> is taken for <c>notional_usdc</c>.</summary>
    public static PerpWish Perp(FleaBody body)
    {
        string market = body.RequireText("market");
        TradeSide side = SideOf(body);
        decimal notional = body.FindNumber("notional_usd", NumberRange.Amount)
            ?? body.RequireNumber("notional_usdc", NumberRange.Amount);
        if (notional < PerpMarkets.MinNotional)
        {
            throw FleaRefusalException.Invalid("notional_usdc", $"must be at least {PerpMarkets.MinNotional}");
        }

        return new PerpWish
        {
            Market = market,
            Side = side,
            Notional = notional,
            Leverage = body.FindNumber("leverage", Leverage) ?? 1m,
            LimitPrice = LimitOf(body),
            MaxSlippageBps = body.FindNumber("max_slippage_bps", NumberRange.Bps),
            Purpose = body.FindText("purpose") ?? "",
            Effect = body.FindFlag("reduce_only") ? PerpEffect.ReduceOnly : PerpEffect.Any,
        };
    }

    /// <summary>A wish for a coin, by <c>asset</c> or <c>symbol</c>, and by <c>quantity</c> or
    /// <c>quote_amount</c>.</summary>
    public static WalletWish Wallet(FleaBody body, TradeSide side)
    {
        string coin = body.FindText("symbol") is { Length: > 0 } symbol
            ? FleaPrices.CoinOf("symbol", symbol)
            : body.RequireText("asset");
        decimal? value = body.FindNumber("quote_amount", NumberRange.Amount);
        return new WalletWish
        {
            Asset = coin,
            Side = side,
            Quantity = value is null
                ? body.RequireNumber("quantity", NumberRange.Units)
                : body.FindNumber("quantity", NumberRange.Units) is null
                    ? null
                    : throw FleaRefusalException.Invalid("quote_amount", "goes without quantity"),
            QuoteAmount = value,
            MaxSlippageBps = body.FindNumber("max_slippage_bps", NumberRange.Bps),
            Reason = body.FindText("reason") ?? "",
        };
    }

    public static TradeSide SideOf(FleaBody body) => body.RequireText("side") switch
    {
        "long" or "buy" => TradeSide.Buy,
        "short" or "sell" => TradeSide.Sell,
        _ => throw FleaRefusalException.Invalid("side", "must be long, short, buy or sell"),
    };

    private static decimal? LimitOf(FleaBody body) => (body.FindText("order_type") ?? "market") switch
    {
        "market" => null,
        "limit" => body.RequireNumber("limit_price", NumberRange.Amount),
        _ => throw FleaRefusalException.Invalid("order_type", "must be market or limit"),
    };
}
