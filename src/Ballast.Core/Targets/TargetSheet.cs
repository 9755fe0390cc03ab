using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Planning;
using Ballast.Core.Portfolios;

namespace Ballast.Core.Targets;

/// <summary>
/// What every position of a snapshot should be: target and band, in the order of the positions. Made once per policy
/// for the usual case, so that a check costs two multiplications an asset.
/// </summary>
public sealed class TargetSheet
{
    /// <summary>Holds lines.</summary>
    /// <param name="lines">One per position, in the positions' order.</param>
    public TargetSheet(ImmutableArray<TargetLine> lines) => Lines = lines;

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
    /// Measures drifts as values, <c>v_i - t_i V</c>: no division, so nothing is rounded away at a band's edge. A
    /// drift exactly as wide as the band is inside it.
    /// </summary>
    /// <param name="snapshot">A snapshot that fits.</param>
    public DriftReading Measure(Snapshot snapshot)
    {
        decimal value = snapshot.Value.Value;
        DriftReading reading = default;
        for (int i = 0; i < Lines.Length; i++)
        {
            TargetLine line = Lines[i];
            decimal gap = Math.Abs(snapshot.Positions[i].Value.Value - (line.Target.Value * value));
            bool breached = gap > line.Band.Value * value;
            bool largest = gap > reading.LargestGap.Value;
            reading = new DriftReading(
                largest ? new Money(gap) : reading.LargestGap,
                largest ? i : reading.Largest,
                reading.Breached + (breached ? 1 : 0));
        }

        return reading;
    }
}
