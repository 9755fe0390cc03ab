using NodaTime;

namespace Ballast.PaperExchange.Orders;

/// <summary>A POST that reached the exchange or was lost on the way to it, and what became of it.</summary>
/// <param name="Id">1, 2, 3, ...</param>
/// <param name="Account">Whose key it carried; empty when unknown.</param>
/// <param name="ClientId">The client id it carried; empty when none.</param>
/// <param name="Outcome">accepted, lost, delayed, duplicate, or the refusal's code.</param>
/// <param name="At">When.</param>
public sealed record ReceivedPost(long Id, string Account, string ClientId, string Outcome, Instant At);
