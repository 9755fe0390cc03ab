using NodaTime;

namespace Ballast.PaperExchange.Transfers;

/// <summary>A request for a transfer that arrives later.</summary>
/// <param name="Due">When.</param>
/// <param name="Wish">What was asked for.</param>
public sealed record DelayedTransfer(Instant Due, TransferWish Wish);
