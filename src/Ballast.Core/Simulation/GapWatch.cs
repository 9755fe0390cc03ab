using System.Collections.Immutable;

namespace Ballast.Core.Simulation;

/// <summary>Keeps account of stretches in which managed assets have no bar.</summary>
internal sealed class GapWatch
{
    private readonly PriceGrid grid;
    private readonly int[] missing;
    private readonly int[] lastSeen;
    private readonly List<PriceGap> gaps = [];
    private int open;

    public GapWatch(PriceGrid grid)
    {
        this.grid = grid;
        missing = new int[grid.Assets.Length];
        lastSeen = new int[grid.Assets.Length];
    }

    /// <summary>Looks at one row; rows come in order, the first seen complete.</summary>
    public void See(int row)
    {
        if (open == 0 && grid.IsComplete(row))
        {
            return;
        }

        ReadOnlySpan<decimal> closes = grid.Closes(row);
        for (int asset = 0; asset < missing.Length; asset++)
        {
            if (closes[asset] == PriceGrid.Gap)
            {
                // A gap begins only after a bar was seen, so the row before it holds the last bar.
                lastSeen[asset] = missing[asset] == 0 ? row - 1 : lastSeen[asset];
                open += missing[asset] == 0 ? 1 : 0;
                missing[asset]++;
            }
            else if (missing[asset] > 0)
            {
                Close(asset, GapEnd.Resumed);
            }
        }
    }

    /// <summary>Why nothing can be decided in a row with gaps.</summary>
    public Reason ReasonAt(int row)
    {
        var gone = new List<string>();
        for (int asset = 0; asset < missing.Length; asset++)
        {
            if (missing[asset] > 0)
            {
                gone.Add($"{grid.Assets[asset]} (last at {grid.At(lastSeen[asset])})");
            }
        }

        return new Reason("price-missing", $"no price at {grid.At(row)} of {string.Join(", ", gone)}");
    }

    /// <summary>All gaps, those that never ended too.</summary>
    public ImmutableArray<PriceGap> Finish()
    {
        for (int asset = 0; asset < missing.Length; asset++)
        {
            if (missing[asset] > 0)
            {
                Close(asset, grid.IsReplaced(asset) ? GapEnd.Replaced : GapEnd.NeverResumed);
            }
        }

        return [.. gaps.OrderBy(gap => gap.LastBar).ThenBy(gap => gap.Asset)];
    }

    private void Close(int asset, GapEnd end)
    {
        gaps.Add(new PriceGap(grid.Assets[asset], grid.At(lastSeen[asset]), missing[asset], end));
        missing[asset] = 0;
        open--;
    }
}
