using Ballast.Core.Amounts;
using Ballast.Core.Costs;
using Ballast.Core.Portfolios;

namespace Ballast.Core.Planning;

/// <summary>
/// Every asset of a plan by index, as plain arrays for the solve: the snapshot's positions in their order, then what
/// the policy does not track but sells. Values are in the portfolio's quote currency.
/// </summary>
internal sealed class PlanUniverse
{
    private readonly bool[] roomy;
    private decimal? largestRatio;

    /// <summary>Room for so many assets.</summary>
    public PlanUniverse(int count)
    {
        Count = count;
        Positions = new Position[count];
        Values = new decimal[count];
        Targets = new decimal[count];
        Bands = new decimal[count];
        Floors = new decimal[count];
        Ceilings = new decimal[count];
        SellCurves = new CostCurve[count];
        BuyCurves = new CostCurve[count];
        roomy = new bool[count];
    }

    /// <summary>How many assets.</summary>
    public int Count { get; }

    /// <summary>Index of the quote currency.</summary>
    public int Quote { get; set; } = -1;

    /// <summary>V.</summary>
    public decimal Wealth { get; set; }

    /// <summary>
    /// The largest drift in units of its band; <see cref="Unbounded"/> where an asset without a band has drifted.
    /// </summary>
    public decimal LargestRatio => largestRatio ??= RatioOf(Values, Wealth);

    /// <summary>Stands for a ratio without bound; far above any that matters, far below what overflows.</summary>
    public const decimal Unbounded = 1_000_000m;

    /// <summary>
    /// As a fraction of V: what is smaller than this came from a decimal's last digits and is no trade.
    /// </summary>
    public const decimal Noise = 1e-18m;

    /// <summary>As a fraction of V: what is smaller than this is not worth an order in any market.</summary>
    public const decimal TradeNoise = 1e-15m;

    /// <summary>The positions.</summary>
    public Position[] Positions { get; }

    /// <summary>v.</summary>
    public decimal[] Values { get; }

    /// <summary>t.</summary>
    public decimal[] Targets { get; }

    /// <summary>b.</summary>
    public decimal[] Bands { get; }

    /// <summary>
    /// The least value that sales can leave: the rest is locked, reserved, not to be sold, or has no market.
    /// </summary>
    public decimal[] Floors { get; }

    /// <summary>The greatest value that purchases can reach.</summary>
    public decimal[] Ceilings { get; }

    /// <summary>What selling costs; null for the quote.</summary>
    public CostCurve[] SellCurves { get; }

    /// <summary>What buying costs; null for the quote.</summary>
    public CostCurve[] BuyCurves { get; }

    /// <summary>
    /// Whether an asset's bounds allow everything between nothing and V, so that no target needs to be held against
    /// them; as of the last <see cref="NoteBounds"/>.
    /// </summary>
    public bool IsRoomy(int index) => roomy[index];

    /// <summary>Looks at floors and ceilings again; they only change between two solves.</summary>
    public void NoteBounds()
    {
        for (int i = 0; i < Count; i++)
        {
            roomy[i] = decimal.Sign(Floors[i]) <= 0 && Ceilings[i] >= Wealth && Targets[i] <= 1m;
        }
    }

    /// <summary>The asset at an index.</summary>
    public Asset AssetAt(int index) => Positions[index].Asset;

    /// <summary>The largest drift in units of its band, of given values.</summary>
    public decimal RatioOf(ReadOnlySpan<decimal> values, decimal wealth)
    {
        decimal largest = 0m;
        decimal noise = wealth * Noise;
        for (int i = 0; i < Count; i++)
        {
            decimal drift = Math.Abs(values[i] - (Targets[i] * wealth));
            decimal band = Bands[i] * wealth;
            if (drift <= noise || drift <= largest * band)
            {
                continue;
            }

            if (drift >= band * Unbounded)
            {
                return Unbounded;
            }

            largest = drift / band;
        }

        return largest;
    }
}
