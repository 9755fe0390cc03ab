using System.Text.Json;
using System.Text.Json.Nodes;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Venues.Bridged;

/// <summary>
/// Has orders signed and sent by the bridge. It signs and gives the request back; the journal keeps it, without keys,
/// in the words in which it travels to the bridge again, once, to be sent.
/// </summary>
internal sealed class BridgedOrders(BridgedWire wire, ExchangeClock clock)
{
    /// <summary>Signs an order as the bridge takes it; nothing leaves.</summary>
    public async Task<Reading<PreparedRequest>> PrepareAsync(
        AccountId account, JsonObject order, CancellationToken cancellation) =>
        await clock.ObjectionAsync(cancellation) is { } objection
            ? new Reading<PreparedRequest>.Failed(objection)
            : await wire.ReadAsync(
                "prepare",
                new JsonObject { ["order"] = order },
                json => RequestOf(account, json.GetProperty("request"), order),
                cancellation);

    /// <summary>Sends exactly these bytes, once.</summary>
    public Task<BridgeAnswer> SendAsync(PreparedRequest request, CancellationToken cancellation) =>
        wire.CallAsync("send", JsonNode.Parse(wire.Unmasked(request.Body))!.AsObject(), cancellation);

    private PreparedRequest RequestOf(AccountId account, JsonElement request, JsonObject order)
    {
        var whole = new JsonObject
        {
            ["request"] = JsonNode.Parse(request.GetRawText()),
            ["order"] = order.DeepClone(),
        };
        return new PreparedRequest(
            account,
            BridgedRecords.Text(request, "method"),
            wire.Masked(BridgedRecords.Text(request, "url")),
            wire.Masked(whole.ToJsonString()),
            BridgedRecords.Time(request, "expiresAt"));
    }
}
