using Ballast.Core.Markets;

namespace Ballast.PaperExchange.Services;

/// <summary>A fill of a perpetual order.</summary>
/// <param name="Order">The order.</param>
/// <param name="Size">Units.</param>
/// <param name="Cost">USDC, exactly.</param>
/// <param name="FeeRate">What is charged of the cost.</param>
internal sealed record PerpFill(PerpOrder Order, decimal Size, decimal Cost, decimal FeeRate);

/// <summary>What a fill did.</summary>
/// <param name="Position">The position after it; as it last stood where it is over.</param>
/// <param name="Fee">USDC charged.</param>
/// <param name="Realized">Profit before fees.</param>
internal sealed record PerpBooking(PerpPosition? Position, decimal Fee, decimal Realized);

/// <summary>
/// Books fills of perpetuals: what is opposite to a position reduces it, the rest opens or grows one. Margin comes out
/// of the trading service and returns to it with profit or loss; a position loses its margin at most.
/// </summary>
internal static class PerpLedger
{
    public static PerpBooking Book(AgentDraft draft, PerpFill fill)
    {
        PerpPosition? known = Find(draft.Account, fill.Order);
        if (known is null || known.Side == fill.Order.Side)
        {
            return fill.Order.Effect == PerpEffect.ReduceOnly
                ? new PerpBooking(null, 0m, 0m)
                : Grow(draft, known, fill);
        }

        decimal size = Math.Min(fill.Size, known.Size);
        decimal cost = size == fill.Size ? fill.Cost : AgentUnits.Cut(fill.Cost * size / fill.Size);
        PerpBooking reduced = Reduce(draft, known, fill with { Size = size, Cost = cost });
        PerpFill rest = fill with { Size = fill.Size - size, Cost = fill.Cost - cost };
        if (rest.Size == 0m || fill.Order.Effect == PerpEffect.ReduceOnly)
        {
            return reduced;
        }

        PerpBooking reversed = Grow(draft, null, rest);
        return reversed with { Fee = reversed.Fee + reduced.Fee, Realized = reduced.Realized };
    }

    /// <summary>The position that an order meets: of its market and its purpose.</summary>
    public static PerpPosition? Find(AgentAccount account, PerpOrder order) => account.Positions.FirstOrDefault(
        position => position.Market == order.Market && position.Purpose == order.Purpose);

    /// <summary>Closes so much of a position; its margin's share returns with profit or loss, less the fee.</summary>
    public static PerpBooking Reduce(AgentDraft draft, PerpPosition position, PerpFill fill)
    {
        bool isAll = fill.Size == position.Size;
        decimal basis = isAll ? position.Cost : AgentUnits.Cut(position.Cost * fill.Size / position.Size);
        decimal margin = isAll ? position.Margin : AgentUnits.Cut(position.Margin * fill.Size / position.Size);
        decimal exact = position.Side == TradeSide.Buy ? fill.Cost - basis : basis - fill.Cost;
        decimal profit = Math.Max(exact >= 0m ? AgentUnits.Cut(exact) : -AgentUnits.Owed(-exact), -margin);
        decimal fee = Math.Min(AgentUnits.Cut(fill.Cost * fill.FeeRate), margin + profit);
        AgentCause cause = new(position.Id, fill.Order.Purpose);
        draft.PostTrading(AgentEntryKind.Margin, margin, cause);
        draft.PostTrading(AgentEntryKind.Realized, profit, cause);
        draft.PostTrading(AgentEntryKind.Fee, -fee, cause);
        PerpPosition after = position with
        {
            Size = position.Size - fill.Size,
            Cost = position.Cost - basis,
            Margin = position.Margin - margin,
            Realized = position.Realized + profit,
            Fees = position.Fees + fee,
            UpdatedAt = draft.At,
        };
        if (isAll)
        {
            draft.Drop(position);
        }
        else
        {
            draft.Put(after);
        }

        return new PerpBooking(after, fee, profit);
    }

    private static PerpBooking Grow(AgentDraft draft, PerpPosition? known, PerpFill fill)
    {
        decimal margin = AgentUnits.Owed(fill.Cost / fill.Order.Leverage);
        decimal fee = AgentUnits.Cut(fill.Cost * fill.FeeRate);
        PerpPosition before = known ?? new PerpPosition
        {
            Id = draft.NextId("pos"),
            Market = fill.Order.Market,
            Side = fill.Order.Side,
            Purpose = fill.Order.Purpose,
            Size = 0m,
            Cost = 0m,
            Margin = 0m,
            Leverage = fill.Order.Leverage,
            OpenedAt = draft.At,
            UpdatedAt = draft.At,
        };
        AgentCause cause = new(before.Id, fill.Order.Purpose);
        draft.PostTrading(AgentEntryKind.Margin, -margin, cause);
        draft.PostTrading(AgentEntryKind.Fee, -fee, cause);
        PerpPosition after = before with
        {
            Size = before.Size + fill.Size,
            Cost = before.Cost + fill.Cost,
            Margin = before.Margin + margin,
            Leverage = fill.Order.Leverage,
            Fees = before.Fees + fee,
            UpdatedAt = draft.At,
        };
        draft.Put(after);
        return new PerpBooking(after, fee, 0m);
    }
}
