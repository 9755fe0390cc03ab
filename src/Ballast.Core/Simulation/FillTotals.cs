namespace Ballast.Core.Simulation;

/// <summary>What the fills of one plan came to.</summary>
internal sealed class FillTotals
{
    /// <summary>Sum of notionals, buys and sells.</summary>
    public decimal Notional { get; private set; }

    /// <summary>Sum of costs.</summary>
    public decimal Cost { get; private set; }

    /// <summary>Orders that did not fill at all.</summary>
    public int Lapsed { get; set; }

    /// <summary>Counts one fill.</summary>
    public void Add(decimal notional, decimal cost)
    {
        Notional += notional;
        Cost += cost;
    }
}
