using System.Collections.Immutable;

namespace Ballast.Core.Targets.Moving;

/// <summary>One method that was tried for a target, and what came of it.</summary>
/// <param name="Method">Its name as in the policy.</param>
/// <param name="Refusal">Why it gave nothing; <see langword="null"/> where it gave the target.</param>
/// <param name="Solvers">The numerical solvers that ran, each with its ending; empty where none did.</param>
public sealed record TargetAttempt(string Method, Reason? Refusal, ImmutableArray<string> Solvers);
