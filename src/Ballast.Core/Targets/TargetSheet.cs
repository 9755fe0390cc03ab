using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Planning;
using Ballast.Core.Portfolios;
using Ballast.Core.Reports;

namespace Ballast.Core.Targets;

/// <summary>
/// What every position of a snapshot should be: target and band, in the order of the positions. Made once per policy
/// for the usual case, so that a check looks at each asset once.
/// </summary>
public sealed class TargetSheet
{
    // As a fraction of V; plain numbers err by less than a millionth of it.
    private const double NearTheEdge = 1e-9;

    private readonly double[] targets;
    private readonly double[] bands;

    /// <summary>Holds lines.</summary>
    /// <param name="lines">One per position, in the positions' order.</param>
    public TargetSheet(ImmutableArray<TargetLine> lines)
    {
        Lines = lines;
        targets = [.. lines.Select(line => Statistic.Of(line.Target))];
        bands = [.. lines.Select(line => Statistic.Of(line.Band))];
    }

    /// <summary>Target and band per position.</summary>
    public ImmutableArray<TargetLine> Lines { get; }

    /// <summary>Whether the lines are those of a snapshot's positions, in the same order.</summary>
    public bool Fits(Snapshot snapshot)
    {
        if (snapshot.Positions.Length != Lines.Length)
        {
            return false;
        }

        for (int i = 0; i < Lines.Length; i++)
        {
            if (!Lines[i].Asset.Equals(snapshot.Positions[i].Asset))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// How many positions are outside their bands, <c>abs(v_i - t_i V) &gt; b_i V</c>: no division, so nothing is
    /// rounded away at a band's edge. A drift exactly as wide as the band is inside it.
    /// </summary>
    /// <remarks>
    /// Plain numbers tell who is far from an edge, which is nearly everybody nearly always; exact ones decide on who
    /// is near it.
    /// </remarks>
    /// <param name="snapshot">A snapshot that fits.</param>
    public int CountBreaches(Snapshot snapshot)
    {
        double value = Statistic.Of(snapshot.Value);
        double near = Math.Abs(value) * NearTheEdge;
        int breached = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            double drift = Math.Abs(Statistic.Of(snapshot.Positions[i].Value) - (targets[i] * value));
            double beyond = drift - (bands[i] * value);
            breached += beyond > near || (beyond >= -near && IsOutside(i, snapshot)) ? 1 : 0;
        }

        return breached;
    }

    /// <summary>The largest drift as a value, <c>abs(v_i - t_i V)</c>, exact.</summary>
    /// <param name="snapshot">A snapshot that fits.</param>
    public DriftReading Measure(Snapshot snapshot)
    {
        decimal value = snapshot.Value.Value;
        DriftReading reading = default;
        for (int i = 0; i < Lines.Length; i++)
        {
            TargetLine line = Lines[i];
            decimal gap = Math.Abs(snapshot.Positions[i].Value.Value - (line.Target.Value * value));
            reading = gap > reading.LargestGap.Value ? new DriftReading(new Money(gap), i) : reading;
        }

        return reading;
    }

    private bool IsOutside(int i, Snapshot snapshot)
    {
        decimal value = snapshot.Value.Value;
        TargetLine line = Lines[i];
        decimal gap = Math.Abs(snapshot.Positions[i].Value.Value - (line.Target.Value * value));
        return gap > line.Band.Value * value;
    }
}
