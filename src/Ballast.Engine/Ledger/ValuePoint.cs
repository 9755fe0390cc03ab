using Ballast.Core.Amounts;
using NodaTime;

namespace Ballast.Engine.Ledger;

/// <summary>The portfolio's value at an instant.</summary>
/// <param name="At">When.</param>
/// <param name="Value">In quote currency.</param>
/// <param name="Flows">Deposits less withdrawals that were booked since the previous point, in quote currency.</param>
public sealed record ValuePoint(Instant At, Money Value, Money Flows);
