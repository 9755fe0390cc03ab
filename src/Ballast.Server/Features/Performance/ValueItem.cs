using Ballast.Core.Amounts;
using NodaTime;

namespace Ballast.Server.Features.Performance;

/// <summary>The value at one instant.</summary>
/// <param name="Id">The instant, as text.</param>
/// <param name="At">When.</param>
/// <param name="Value">V.</param>
/// <param name="Flows">Deposits less withdrawals since the point before.</param>
public sealed record ValueItem(string Id, Instant At, Money Value, Money Flows);
