using NodaTime;

namespace Ballast.PaperExchange.Orders;

/// <summary>A deposit (above zero) or withdrawal (below zero).</summary>
public sealed record ExchangeFlow(long Id, string Account, string Asset, decimal Amount, Instant At);
