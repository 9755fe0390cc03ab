using System.Collections.Immutable;
using Ballast.Core.Amounts;
using NodaTime;

namespace Ballast.Core.Simulation;

/// <summary>Which flows belong to which row of a walk.</summary>
internal sealed class FlowBooking
{
    private readonly decimal[] due;

    /// <summary>Puts flows on the rows of a walk; those at its first row or before, or after its last, fall
    /// outside.</summary>
    public FlowBooking(PriceGrid grid, (int First, int Last) rows, ImmutableArray<OwnerFlow> flows)
    {
        due = new decimal[rows.Last - rows.First + 1];
        int row = rows.First;
        foreach (OwnerFlow flow in flows.OrderBy(flow => flow.At))
        {
            while (row <= rows.Last && grid.At(row) < flow.At)
            {
                row++;
            }

            bool inside = flow.At > grid.At(rows.First) && row <= rows.Last;
            Outside += inside ? 0 : 1;
            if (inside)
            {
                due[row - rows.First] += flow.Amount.Value;
            }
        }
    }

    /// <summary>How many flows are not simulated.</summary>
    public int Outside { get; }

    /// <summary>What comes in (above zero) or goes out at a row, counted from the walk's first.</summary>
    public decimal At(int index) => due[index];

    /// <summary>The rows with a flow, in order.</summary>
    public ImmutableArray<OwnerFlow> Booked(Func<int, Instant> instant) =>
    [
        .. due.Index().Where(row => row.Item != 0m)
            .Select(row => new OwnerFlow(instant(row.Index), new Money(row.Item))),
    ];
}
