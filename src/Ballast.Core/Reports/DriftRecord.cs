using NodaTime;

namespace Ballast.Core.Reports;

/// <summary>
/// How far weights strayed from the policy's own targets, seen at each complete bar's close before anything is
/// traded there. Statistics, so plain numbers; decisions use exact weights.
/// </summary>
/// <param name="Worst">The largest size of a drift, as a fraction of the portfolio.</param>
/// <param name="WorstAt">When it was seen.</param>
/// <param name="MeanDeviation">Mean over those bars of the root mean square of <c>w - t</c>; not annualised.</param>
public sealed record DriftRecord(double Worst, Instant WorstAt, double MeanDeviation);
