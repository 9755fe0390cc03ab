using Ballast.Core.Amounts;

namespace Ballast.Core.Targets;

/// <summary>The drifts of a portfolio in short.</summary>
/// <param name="LargestGap">The largest <c>abs(v_i - t_i V)</c>, in quote currency.</param>
/// <param name="Largest">The index of the position that has it; zero where nothing drifts.</param>
public readonly record struct DriftReading(Money LargestGap, int Largest);
