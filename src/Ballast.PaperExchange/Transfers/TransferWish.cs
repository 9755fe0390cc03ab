using NodaTime;

namespace Ballast.PaperExchange.Transfers;

/// <summary>A transfer as a customer asks for it.</summary>
/// <param name="ClientId">The sender's name for it.</param>
/// <param name="From">Whose balance it leaves.</param>
/// <param name="To">Whose balance it comes to.</param>
/// <param name="Asset">What is moved.</param>
/// <param name="Amount">How much leaves.</param>
public sealed record TransferWish(string ClientId, string From, string To, string Asset, decimal Amount)
{
    /// <summary>The wish is inert after this, by the market's clock.</summary>
    public required Instant ExpiresAt { get; init; }
}
