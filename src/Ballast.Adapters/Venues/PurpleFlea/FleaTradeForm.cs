using System.Text.Json;
using System.Text.Json.Nodes;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Venues.PurpleFlea;

/// <summary>
/// Purchases and sales of the wallet's coins, whole or not at all. The venue takes no limit price; how far from its own
/// price it may go is told in basis points, worked out from the limit and the last price that it gave.
/// </summary>
internal sealed class FleaTradeForm(string agent, FleaCoinPrices prices) : IFleaOrderForm
{
    private const string BuyPath = "wallet/buy";
    private const string SellPath = "wallet/sell";
    private const decimal BpsPerOne = 10_000m;
    private const decimal BpsStep = 0.01m;

    /// <inheritdoc/>
    public BalanceChangeSource BalanceChanges => BalanceChangeSource.OwnerFlow;

    /// <inheritdoc/>
    public Reading<FleaOrder> Write(OrderTicket ticket)
    {
        Asset coin = ticket.Instrument.Base;
        bool isBuy = ticket.Side == TradeSide.Buy;
        if (ticket.TimeInForce != TimeInForce.ImmediateOrCancel)
        {
            return Refused("no-resting-orders", "the wallet trades at once or not at all; use style market");
        }

        if (prices.LastOf(coin) is not { Value: > 0m and var last })
        {
            return Refused("price-unknown", $"the venue gave no price of {coin} yet");
        }

        decimal reach = (isBuy ? ticket.LimitPrice.Value - last : last - ticket.LimitPrice.Value) / last * BpsPerOne;
        return reach < 0m
            ? Refused("price-moved", $"the price of {coin} went to {CanonicalDecimal.Format(last)}, beyond the limit")
            : new Reading<FleaOrder>.Known(new FleaOrder(
                isBuy ? BuyPath : SellPath,
                new JsonObject
                {
                    ["agent_id"] = agent,
                    ["asset"] = coin.Symbol,
                    ["quantity"] = Number(ticket.Size.Value),
                    ["max_slippage_bps"] = Number(Math.Min(BpsPerOne, Rounding.Down(reach, BpsStep))),
                }));
    }

    /// <inheritdoc/>
    public FleaDone ReadDone(string url, JsonElement asked, string answer)
    {
        Asset coin = new(asked.GetProperty("asset").GetString()!);
        Quantity wished = new(asked.GetProperty("quantity").GetDecimal());
        FleaCoinFill fill = FleaRecords.CoinFill(answer);
        if (fill.Size != wished)
        {
            throw new FormatException($"{wished} {coin} were asked for, and the answer speaks of {fill.Size}");
        }

        TradeSide side = url.EndsWith(BuyPath, StringComparison.Ordinal) ? TradeSide.Buy : TradeSide.Sell;
        return new FleaDone(fill.Id, FleaCoins.SymbolOf(coin), wished, CashTrade.Of(side, wished, fill.Cash));
    }

    private static JsonNode? Number(decimal value) => JsonNode.Parse(CanonicalDecimal.Format(value));

    private static Reading<FleaOrder>.Failed Refused(string code, string what) =>
        new(new VenueError(VenueErrorKind.Rejected, code, what));
}
