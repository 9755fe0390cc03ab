using Ballast.Core.Amounts;
using NodaTime;

namespace Ballast.Core.Simulation;

/// <summary>
/// A stretch without bars of one managed asset: it is held at its last price and nothing is traded meanwhile.
/// </summary>
/// <param name="Asset">The asset.</param>
/// <param name="LastBar">The last bar before.</param>
/// <param name="Bars">How many bars of the table lack it.</param>
/// <param name="End">Whether it came back; otherwise the history ends first.</param>
public sealed record PriceGap(Asset Asset, Instant LastBar, int Bars, GapEnd End);

/// <summary>How a stretch without bars ends.</summary>
public enum GapEnd
{
    /// <summary>The asset has bars again.</summary>
    Resumed = 0,

    /// <summary>The history ends without another bar: dead, renamed or delisted.</summary>
    NeverResumed = 1,

    /// <summary>
    /// Bars came back at more than ten times the last price, or less than a tenth: another coin under the same name.
    /// They are not used, for nobody's old coins became new ones.
    /// </summary>
    Replaced = 2,
}
