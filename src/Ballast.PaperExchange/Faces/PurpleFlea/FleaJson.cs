using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.PaperExchange.Services;
using NodaTime;
using NodaTime.Text;

namespace Ballast.PaperExchange.Faces.PurpleFlea;

/// <summary>What agents are answered: amounts are JSON numbers, exact and without trailing zeros.</summary>
internal static class FleaJson
{
    public static JsonNode Number(decimal value) => JsonNode.Parse(CanonicalDecimal.Format(value))!;

    public static JsonNode? Number(decimal? value) => value is { } number ? Number(number) : null;

    public static string Time(Instant at) => InstantPattern.ExtendedIso.Format(at);

    public static JsonObject Portfolio(ImmutableSortedDictionary<string, decimal> values) => new()
    {
        ["casino_balance"] = Number(values[ServiceNames.Casino]),
        ["trading_balance"] = Number(values[ServiceNames.Trading]),
        ["wallet_balance"] = Number(values[ServiceNames.Wallet]),
        ["domains_balance"] = Number(values[ServiceNames.Domains]),
        ["escrow_balance"] = Number(values[ServiceNames.Escrow]),
        ["available_balance"] = Number(values[ServiceNames.Reserve]),
    };

    public static JsonObject Returns(ImmutableSortedDictionary<string, ImmutableArray<decimal>> returns) => new()
    {
        ["returns_by_service"] = new JsonObject(returns.Select(service => KeyValuePair.Create(
            service.Key, (JsonNode?)new JsonArray([.. service.Value.Select(Number)])))),
    };

    public static JsonObject Moved(string agent, Movement movement) => new()
    {
        ["movement_id"] = movement.Id,
        ["agent_id"] = agent,
        ["service"] = movement.Wish.Service,
        ["direction"] = movement.Wish.Direction == MovementDirection.Increase ? "increase" : "decrease",
        ["amount_usdc"] = Number(movement.Wish.Amount),
        ["moved_usdc"] = Number(movement.Moved),
        ["reason"] = movement.Wish.Reason,
        ["status"] = "accepted",
        ["service_balance"] = Number(movement.ServiceBalance),
        ["available_balance"] = Number(movement.AvailableBalance),
        ["at"] = Time(movement.At),
    };

    public static JsonObject Filled(string agent, WalletFill fill) => new()
    {
        ["fill_id"] = fill.Id,
        ["agent_id"] = agent,
        ["asset"] = fill.Wish.Asset,
        ["side"] = fill.Wish.Side == TradeSide.Buy ? "buy" : "sell",
        ["quantity"] = Number(fill.Quantity),
        ["fill_price"] = Number(Ratio(fill.Value, fill.Quantity)),
        ["value_usdc"] = Number(fill.Value),
        ["status"] = "filled",
        ["reason"] = fill.Wish.Reason,
        ["at"] = Time(fill.At),
    };

    public static JsonObject Ordered(string agent, PerpAnswer answer) => new()
    {
        ["order_id"] = answer.OrderId,
        ["position_id"] = answer.PositionId,
        ["agent_id"] = agent,
        ["market"] = answer.Wish.Market,
        ["side"] = Side(answer.Wish.Side),
        ["order_type"] = answer.Wish.LimitPrice is null ? "market" : "limit",
        ["limit_price"] = Number(answer.Wish.LimitPrice),
        ["status"] = answer.Resting is null ? "filled" : answer.Size == 0m ? "open" : "partially_filled",
        ["notional_usdc"] = Number(answer.Wish.Notional),
        ["filled_usdc"] = Number(answer.Cost),
        ["size"] = Number(answer.Size),
        ["fill_price"] = answer.Size == 0m ? null : Number(Ratio(answer.Cost, answer.Size)),
        ["leverage"] = Number(answer.Wish.Leverage),
        ["fee_usdc"] = Number(answer.Fee),
        ["realized_pnl_usdc"] = Number(answer.Realized),
        ["purpose"] = Tag(answer.Wish.Purpose),
    };

    public static JsonObject Open(string agent, PerpPosition position, decimal mark) => new()
    {
        ["position_id"] = position.Id,
        ["agent_id"] = agent,
        ["market"] = position.Market,
        ["side"] = Side(position.Side),
        ["notional_usdc"] = Number(position.Size * mark),
        ["size"] = Number(position.Size),
        ["entry_price"] = Number(Ratio(position.Cost, position.Size)),
        ["mark_price"] = Number(mark),
        ["leverage"] = Number(position.Leverage),
        ["margin_usdc"] = Number(position.Margin),
        ["unrealized_pnl_usdc"] = Number(position.ProfitAt(mark)),
        ["realized_pnl_usdc"] = Number(position.Realized),
        ["funding_usdc"] = Number(position.Funding),
        ["fees_usdc"] = Number(position.Fees),
        ["liquidation_price"] = Number(LiquidationPrice(position)),
        ["purpose"] = Tag(position.Purpose),
        ["opened_at"] = Time(position.OpenedAt),
    };

    public static JsonObject Closed(string agent, PerpClosing closing) => new()
    {
        ["position_id"] = closing.Position.Id,
        ["agent_id"] = agent,
        ["market"] = closing.Position.Market,
        ["side"] = Side(closing.Position.Side),
        ["status"] = "closed",
        ["notional_usdc"] = Number(closing.Cost),
        ["size"] = Number(closing.Size),
        ["close_price"] = Number(Ratio(closing.Cost, closing.Size)),
        ["realized_pnl_usdc"] = Number(closing.Position.Realized),
        ["funding_usdc"] = Number(closing.Position.Funding),
        ["fees_usdc"] = Number(closing.Position.Fees),
        ["net_pnl_usdc"] =
            Number(closing.Position.Realized + closing.Position.Funding - closing.Position.Fees),
        ["purpose"] = Tag(closing.Position.Purpose),
        ["closed_at"] = Time(closing.Position.UpdatedAt),
    };

    public static JsonObject Resting(string agent, PerpOrder order) => new()
    {
        ["order_id"] = order.Id,
        ["agent_id"] = agent,
        ["market"] = order.Market,
        ["side"] = Side(order.Side),
        ["order_type"] = "limit",
        ["limit_price"] = Number(order.LimitPrice),
        ["notional_usdc"] = Number(order.Notional),
        ["leverage"] = Number(order.Leverage),
        ["reserved_usdc"] = Number(order.Reserved),
        ["purpose"] = Tag(order.Purpose),
        ["at"] = Time(order.At),
    };

    public static JsonObject Logged(AgentEntry entry) => new()
    {
        ["id"] = entry.Id,
        ["at"] = Time(entry.At),
        ["kind"] = JsonNamingPolicyOf(entry.Kind),
        ["service"] = entry.Service,
        ["asset"] = entry.Asset,
        ["amount"] = Number(entry.Amount),
        ["reference"] = entry.Reference,
        ["reason"] = entry.Reason,
    };

    private static string JsonNamingPolicyOf(AgentEntryKind kind) =>
        System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());

    private static string Side(TradeSide side) => side == TradeSide.Buy ? "long" : "short";

    private static string? Tag(string purpose) => purpose.Length > 0 ? purpose : null;

    private static decimal Ratio(decimal value, decimal units) => AgentUnits.Cut(value / units);

    // Where margin and profit together are what the position must keep.
    private static decimal LiquidationPrice(PerpPosition position) => AgentUnits.Cut(Math.Max(0m,
        position.Side == TradeSide.Buy
            ? (position.Cost - position.Margin) / (position.Size * (1m - PerpMarkets.MaintenanceRate))
            : (position.Cost + position.Margin) / (position.Size * (1m + PerpMarkets.MaintenanceRate))));
}
