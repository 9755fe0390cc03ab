using Ballast.Core;
using Ballast.Core.Orders;
using Ballast.Engine.Execution;
using Ballast.Engine.Ports;

namespace Ballast.Engine.Ledger;

/// <summary>
/// Tells which lines of a venue's log are in the ledger as fills of our orders: those of one execution each. A venue
/// that knows no client ids executes a request twice that the network has doubled.
/// </summary>
/// <param name="book">The portfolio's book.</param>
/// <param name="installation">Ours; other installations' orders are not in the book.</param>
/// <param name="render">How the venue spells our name of an order.</param>
internal sealed class OwnChanges(PortfolioBook book, uint installation, Func<ClientOrderId, string> render)
{
    private readonly Dictionary<ClientOrderId, string> executions = [];

    /// <summary>What to tell of an order that was executed more than once; <see langword="null"/> where none
    /// was.</summary>
    public Reason? Twice { get; private set; }

    /// <summary>Whether a line is in the ledger already; lines are asked about in the log's order.</summary>
    public bool Explain(VenueChange change)
    {
        if (change.Order is not { } id)
        {
            return false;
        }

        if (book.Orders.GetValueOrDefault(id)?.Order is not { } order)
        {
            return id.Installation == installation && book.IsForgotten(id.Sequence);
        }

        if (order.Fills.IsEmpty)
        {
            return false;
        }

        if (change.Execution.Length == 0 || change.Execution == ExecutionOf(id, order.VenueId, change.Execution))
        {
            return true;
        }

        Twice ??= new Reason(
            "second-order",
            $"order {id} was executed once more, as {change.Execution}: its request was doubled on its way. What that "
            + "moved is booked; look at it, then resume");
        return false;
    }

    // Where the venue's own name of an order is not known, the first execution that is seen of it is the one that
    // filled it.
    private string ExecutionOf(ClientOrderId id, string venueId, string seen)
    {
        bool isNamed = venueId != UnknownResolver.NameByBalances(id) && venueId != render(id);
        executions.TryAdd(id, isNamed ? venueId : seen);
        return executions[id];
    }
}
