using System.Text.Json;
using System.Text.Json.Nodes;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Venues.PurpleFlea;

/// <summary>Movements of USDC between a service and the reserve: orders at a price of one, without a fee.</summary>
internal sealed class FleaMovementForm(FleaWire wire) : IFleaOrderForm
{
    /// <inheritdoc/>
    public BalanceChangeSource BalanceChanges => BalanceChangeSource.SleeveGain;

    /// <inheritdoc/>
    public Reading<FleaOrder> Write(OrderTicket ticket) => new Reading<FleaOrder>.Known(new FleaOrder(
        wire.AgentPath("rebalance"),
        new JsonObject
        {
            ["service"] = ticket.Instrument.Base.Symbol,
            ["direction"] = ticket.Side == TradeSide.Buy ? "increase" : "decrease",
            ["amount_usdc"] = JsonNode.Parse(CanonicalDecimal.Format(ticket.Size.Value)),
        }));

    /// <inheritdoc/>
    public FleaDone ReadDone(string url, JsonElement asked, string answer)
    {
        decimal wished = asked.GetProperty("amount_usdc").GetDecimal();
        FleaMovement movement = FleaRecords.Movement(answer, wished);
        return new FleaDone(
            movement.Id,
            asked.GetProperty("service").GetString()!,
            new Quantity(wished),
            new CashTrade(new Quantity(movement.Moved), Price.One, Quantity.Zero));
    }
}
