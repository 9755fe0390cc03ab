using System.Collections.Immutable;
using Ballast.Core.Decisions;
using Ballast.Core.Targets;

namespace Ballast.Core.Triggers;

/// <summary>Every trigger's answer, and what they rest on.</summary>
/// <param name="Findings">In the order of the policy's documentation.</param>
/// <param name="Sheet">Targets and bands that hold now.</param>
/// <param name="Memory">The memory with modes switched and the firings that are owed a run.</param>
public sealed record TriggerRound(ImmutableArray<TriggerFinding> Findings, TargetSheet Sheet, PolicyMemory Memory);
