using Ballast.Core.Amounts;

namespace Ballast.Core.Policies;

/// <summary>Acts on deposits and withdrawals.</summary>
/// <param name="Min">Smallest net flow, in quote currency.</param>
public sealed record CashFlowPolicy(Money Min);
