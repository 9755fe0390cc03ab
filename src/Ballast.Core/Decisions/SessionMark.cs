using Ballast.Core.Amounts;
using NodaTime;

namespace Ballast.Core.Decisions;

/// <summary>A session of the loss breaker.</summary>
/// <param name="Start">When it began.</param>
/// <param name="StartValue">V then.</param>
/// <param name="Flows">Deposits less withdrawals since.</param>
public sealed record SessionMark(Instant Start, Money StartValue, Money Flows);
