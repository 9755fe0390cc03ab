using System.Text.Json.Nodes;
using Ballast.PaperExchange.Orders;

namespace Ballast.PaperExchange.Faces.Binance;

/// <summary>A replacement of which at least one half failed; says what became of both.</summary>
/// <param name="refusal">Code and words.</param>
/// <param name="halves">What became of the cancel and of the new order.</param>
/// <param name="status">400 where nothing was done, 409 where one half was.</param>
internal sealed class ReplaceRefusalException(Refusal refusal, JsonObject halves, int status)
    : DeskRefusalException(refusal)
{
    /// <inheritdoc/>
    public override FaceAnswer.Reply Reply => new(
        status,
        BinanceJson.Text(new JsonObject
        {
            ["code"] = Refusal.Code,
            ["msg"] = Refusal.Message,
            ["data"] = halves.DeepClone(),
        }));
}
