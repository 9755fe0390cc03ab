using Ballast.Core;

namespace Ballast.Engine.Ledger;

/// <summary>
/// What outlives a portfolio on its accounts, so that removing it and taking them on again neither empties the day's
/// caps nor lifts a halt or a breaker.
/// </summary>
/// <param name="Caps">What was traded on its last day.</param>
/// <param name="Halt">Its halt, or <see langword="null"/>.</param>
/// <param name="Breaker">Its latched breaker, or <see langword="null"/>.</param>
public sealed record AccountLegacy(CapCount Caps, HaltMark? Halt, Reason? Breaker);
