namespace Ballast.Server.Features.Markets;

/// <summary>The market of an installation.</summary>
/// <param name="Text">Where prices come from and how fast time runs, in words.</param>
/// <param name="Now">The market's time.</param>
/// <param name="Exchange">Where its paper exchange answers programs that know Binance Spot;
/// <see langword="null"/> where it does not.</param>
public sealed record MarketReply(string Text, DateTimeOffset Now, Uri? Exchange)
{
    /// <summary>What the owner ever accepted in typed words although it is dangerous.</summary>
    public required IReadOnlyList<string> Accepted { get; init; }
}
