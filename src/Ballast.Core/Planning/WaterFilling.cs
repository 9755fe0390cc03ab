namespace Ballast.Core.Planning;

/// <summary>Lowers the highest of several levels to a common one until a given amount has run off.</summary>
internal sealed class WaterFilling
{
    private readonly decimal[] keys;
    private readonly int[] owners;

    /// <summary>Scratch space for so many levels.</summary>
    public WaterFilling(int count)
    {
        keys = new decimal[2 * count];
        owners = new int[2 * count];
    }

    /// <summary>
    /// Lowers in place. Each level stays at or above its floor; levels are compared after division by their unit (a
    /// vessel's width), and those of unit zero stay where they are. With unit one for all, the result has the smallest
    /// sum of changes and the lowest maximum.
    /// </summary>
    /// <param name="levels">Where each stands; lowered in place.</param>
    /// <param name="floors">As low as each may go; one above its level means it stays.</param>
    /// <param name="units">Width of each, zero or more; empty means one each.</param>
    /// <param name="amount">How much has to run off in total, above zero.</param>
    /// <returns>What could not run off because every level met its floor; zero when all did.</returns>
    public decimal Lower(
        Span<decimal> levels, ReadOnlySpan<decimal> floors, ReadOnlySpan<decimal> units, decimal amount)
    {
        int events = 0;
        decimal capacity = 0m;
        for (int i = 0; i < levels.Length; i++)
        {
            decimal unit = units.IsEmpty ? 1m : units[i];
            if (unit > 0m && levels[i] > floors[i])
            {
                capacity += levels[i] - floors[i];
                (keys[events], owners[events]) = (units.IsEmpty ? levels[i] : levels[i] / unit, i);
                (keys[events + 1], owners[events + 1]) = (units.IsEmpty ? floors[i] : floors[i] / unit, ~i);
                events += 2;
            }
        }

        if (capacity <= amount)
        {
            Empty(levels, floors, units);
            return amount - capacity;
        }

        Array.Sort(keys, owners, 0, events);
        Apply(levels, floors, units, LevelFor(units, events, amount));
        return 0m;
    }

    private static void Empty(Span<decimal> levels, ReadOnlySpan<decimal> floors, ReadOnlySpan<decimal> units)
    {
        for (int i = 0; i < levels.Length; i++)
        {
            if (levels[i] > floors[i] && (units.IsEmpty || units[i] > 0m))
            {
                levels[i] = floors[i];
            }
        }
    }

    private static void Apply(
        Span<decimal> levels, ReadOnlySpan<decimal> floors, ReadOnlySpan<decimal> units, decimal common)
    {
        for (int i = 0; i < levels.Length; i++)
        {
            decimal unit = units.IsEmpty ? 1m : units[i];
            decimal lowered = unit == 1m ? common : common * unit;
            if (unit > 0m && levels[i] > floors[i] && lowered < levels[i])
            {
                levels[i] = Math.Max(lowered, floors[i]);
            }
        }
    }

    // Sweeps the sorted events from the top: between two of them the surface that sinks has a constant width.
    private decimal LevelFor(ReadOnlySpan<decimal> units, int events, decimal amount)
    {
        decimal left = amount;
        decimal width = 0m;
        decimal level = keys[events - 1];
        for (int k = events - 1; k >= 0; k--)
        {
            decimal gone = width * (level - keys[k]);
            if (gone >= left && width > 0m)
            {
                return level - (left / width);
            }

            left -= gone;
            level = keys[k];
            int owner = owners[k];
            decimal unit = units.IsEmpty ? 1m : units[owner < 0 ? ~owner : owner];
            width += owner < 0 ? -unit : unit;
        }

        return level;
    }
}
