using Ballast.Core.Amounts;
using NodaTime;

namespace Ballast.Engine.Ledger;

/// <summary>
/// Value counted against the day's turnover: reserved by live orders or filled. The day never moves back.
/// </summary>
/// <param name="Day">The UTC day.</param>
/// <param name="Notional">Value traded that day or set aside for orders that may still trade on it; turnover is half
/// of it.</param>
public sealed record CapCount(LocalDate Day, Money Notional);
