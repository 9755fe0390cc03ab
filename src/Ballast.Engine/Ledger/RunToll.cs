using System.Collections.Immutable;
using Ballast.Core.Amounts;

namespace Ballast.Engine.Ledger;

/// <summary>
/// What the end of a run took from the memory of decisions while orders of it were still open: settled orders correct
/// it.
/// </summary>
/// <param name="Flow">The flow that it was taken to have put to use.</param>
/// <param name="Owed">The triggers that it left owed.</param>
public sealed record RunToll(Money Flow, ImmutableSortedSet<string> Owed);
