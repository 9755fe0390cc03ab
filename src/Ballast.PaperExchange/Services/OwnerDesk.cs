namespace Ballast.PaperExchange.Services;

/// <summary>What the owner of an agent brings to a service from outside, or takes out: no return of the
/// service.</summary>
internal sealed class OwnerDesk(AgentValues values, AgentMarket market)
{
    /// <summary>Books a deposit (above zero) or a withdrawal.</summary>
    public AgentOutcome<decimal> Transfer(AgentDraft draft, AgentHolding holding, decimal amount)
    {
        if (!ServiceNames.All.Contains(holding.Service, StringComparer.Ordinal))
        {
            return new AgentOutcome<decimal>.Invalid("service", $"there is no service '{holding.Service}'");
        }

        bool isCoin = holding.Service == ServiceNames.Wallet && market.SymbolOf(holding.Asset) is not null;
        if (holding.Asset != AgentUnits.Usdc && !isCoin)
        {
            return new AgentOutcome<decimal>.Invalid("asset", $"{holding.Service} holds no {holding.Asset}");
        }

        decimal held = draft.Account.Of(holding);
        if (held + amount < 0m)
        {
            return new AgentOutcome<decimal>.Short(
                held, holding.Asset, $"{holding.Service} has {held} {holding.Asset}, less than {-amount}");
        }

        ReturnMark? mark = values.MarkBefore(draft.Account, holding.Service);
        AgentEntryKind kind = amount > 0m ? AgentEntryKind.Deposit : AgentEntryKind.Withdrawal;
        draft.Post(kind, holding, amount, new AgentCause(draft.NextId("owner"), ""));
        if (mark is not null)
        {
            ReturnMark after = mark with { Value = values.Of(draft.Account, holding.Service) };
            draft.Set(draft.Account with { Marks = draft.Account.Marks.SetItem(holding.Service, after) });
        }

        return new AgentOutcome<decimal>.Done(amount);
    }
}
