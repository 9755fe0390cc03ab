namespace Ballast.Adapters.Venues.BinanceSpot.Messages;

/// <summary>An asset of <c>/sapi/v1/capital/config/getall</c>.</summary>
internal sealed record CoinMessage
{
    /// <summary>Whether it can be withdrawn over any of its networks.</summary>
    public required bool WithdrawAllEnable { get; init; }
}
