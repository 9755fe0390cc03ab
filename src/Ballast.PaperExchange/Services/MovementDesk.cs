namespace Ballast.PaperExchange.Services;

/// <summary>Moves USDC between a service and the reserve: what leaves one arrives whole at the other.</summary>
internal sealed class MovementDesk(AgentValues values)
{
    public AgentOutcome<Movement> Move(AgentDraft draft, MovementWish wish)
    {
        decimal amount = wish.Service == ServiceNames.Reserve ? 0m : AgentUnits.Cut(wish.Amount);
        if (amount == 0m && wish.Service != ServiceNames.Reserve)
        {
            return new AgentOutcome<Movement>.Invalid("amount_usdc", $"must be at least {AgentUnits.Cent}");
        }

        bool isIncrease = wish.Direction == MovementDirection.Increase;
        string source = isIncrease ? ServiceNames.Reserve : wish.Service;
        decimal available = draft.Account.Cash(source);
        if (amount > available)
        {
            return new AgentOutcome<Movement>.Short(
                available, AgentUnits.Usdc, $"{source} has {available} USDC free, less than {amount}");
        }

        string id = draft.NextId("mv");
        if (amount > 0m)
        {
            Carry(draft, wish, isIncrease ? amount : -amount, new AgentCause(id, wish.Reason));
        }

        return new AgentOutcome<Movement>.Done(new Movement(id, wish, amount, draft.At)
        {
            ServiceBalance = values.Of(draft.Account, wish.Service),
            AvailableBalance = draft.Account.Cash(ServiceNames.Reserve),
        });
    }

    private void Carry(AgentDraft draft, MovementWish wish, decimal into, AgentCause cause)
    {
        if (values.MarkBefore(draft.Account, wish.Service) is { } mark)
        {
            ReturnMark after = mark with { Value = mark.Value + into };
            draft.Set(draft.Account with { Marks = draft.Account.Marks.SetItem(wish.Service, after) });
        }

        draft.Post(AgentEntryKind.Movement, new AgentHolding(wish.Service, AgentUnits.Usdc), into, cause);
        draft.Post(AgentEntryKind.Movement, new AgentHolding(ServiceNames.Reserve, AgentUnits.Usdc), -into, cause);
    }
}
