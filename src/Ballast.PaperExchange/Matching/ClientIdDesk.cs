using Ballast.PaperExchange.Orders;
using Ballast.PaperExchange.Seeds;

namespace Ballast.PaperExchange.Matching;

/// <summary>Applies the exchange's rule for repeated client ids.</summary>
internal sealed class ClientIdDesk(VenueState state, ClientIdRule rule, ulong seed)
{
    /// <summary>The answer that the rule gives, or <see langword="null"/> where the order may go on.</summary>
    public OrderAnswer? Judge(string account, NewOrder order)
    {
        IReadOnlyList<long> earlier = order.ClientId is null ? [] : state.WithClientId(account, order.ClientId);
        if (earlier.Count == 0)
        {
            return null;
        }

        return rule switch
        {
            ClientIdRule.UniqueAmongOpen => earlier.Any(id => state.Get(id).IsOpen) ? Duplicate : null,
            ClientIdRule.NotUnique => null,
            ClientIdRule.ExistingReturned => Existing(earlier[^1]),
            ClientIdRule.Undocumented => SeededRandom.FractionOf(seed, (ulong)earlier[^1]) < 0.5 ? Duplicate : null,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static OrderAnswer Duplicate => new OrderAnswer.Refused(Refusal.DuplicateOrder);

    private OrderAnswer.Accepted Existing(long id) =>
        new OrderAnswer.Accepted(state.Get(id), [.. state.Trades.Where(trade => trade.OrderId == id)]);
}
