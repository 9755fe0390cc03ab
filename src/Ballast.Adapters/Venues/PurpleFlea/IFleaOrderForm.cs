using System.Text.Json;
using System.Text.Json.Nodes;
using Ballast.Core.Amounts;
using Ballast.Core.Orders;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Venues.PurpleFlea;

/// <summary>How one kind of an agent's orders is written, and its answer read.</summary>
internal interface IFleaOrderForm
{
    /// <summary>What a change of the account without a record is.</summary>
    BalanceChangeSource BalanceChanges { get; }

    /// <summary>The order, but for its reason; or why the venue cannot be asked for such a one.</summary>
    Reading<FleaOrder> Write(OrderTicket ticket);

    /// <summary>Reads what an accepted order came to.</summary>
    /// <param name="url">Where it was sent.</param>
    /// <param name="asked">The body that was sent.</param>
    /// <param name="answer">The answer.</param>
    /// <exception cref="FormatException">It cannot be read, or cannot be true.</exception>
    FleaDone ReadDone(string url, JsonElement asked, string answer);
}

/// <summary>An order as it is posted.</summary>
/// <param name="Path">Below the address of the API.</param>
/// <param name="Body">Its fields.</param>
internal sealed record FleaOrder(string Path, JsonObject Body);

/// <summary>An order that was done.</summary>
/// <param name="Id">The venue's name for it; empty where it gives none.</param>
/// <param name="Symbol">The market.</param>
/// <param name="Wished">Units that were asked for.</param>
/// <param name="Trade">What was traded.</param>
internal sealed record FleaDone(string Id, string Symbol, Quantity Wished, CashTrade Trade);
