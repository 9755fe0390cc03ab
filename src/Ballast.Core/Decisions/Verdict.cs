namespace Ballast.Core.Decisions;

/// <summary>A decision and what has to be remembered for the next one.</summary>
/// <param name="Decision">What to do.</param>
/// <param name="Memory">The memory after this decision; journaled with it.</param>
public sealed record Verdict(Decision Decision, PolicyMemory Memory);
