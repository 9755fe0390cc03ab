using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.PaperExchange.Matching;

namespace Ballast.PaperExchange.Services;

/// <summary>Buys and sells coins of the wallet on the exchange's spot books, whole or not at all.</summary>
internal sealed class WalletDesk(AgentMarket market)
{
    public AgentOutcome<WalletFill> Trade(AgentDraft draft, WalletWish wish)
    {
        if (market.SymbolOf(wish.Asset) is null || wish.Asset == AgentUnits.Usdc)
        {
            return new AgentOutcome<WalletFill>.Invalid("asset", $"the market has no {wish.Asset}");
        }

        if (market.LadderOf(wish.Asset, draft.At) is not { } ladder)
        {
            return new AgentOutcome<WalletFill>.Invalid("asset", $"the market of {wish.Asset} is closed");
        }

        string field = wish.Quantity is null ? "quote_amount" : "quantity";
        decimal? quantity = wish.Quantity is { } asked ? Rounding.Down(asked, AgentUnits.Coin) : null;
        if (quantity == 0m)
        {
            return new AgentOutcome<WalletFill>.Invalid(field, $"must be at least {AgentUnits.Coin}");
        }

        if (wish.Side == TradeSide.Sell && ShortOf(draft.Account, wish, quantity) is { } tooMuch)
        {
            return tooMuch;
        }

        decimal? limit = LimitPrices.Of(wish.Side, market.MidOf(wish.Asset), wish.MaxSlippageBps);
        List<Slice> slices = BookWalk.Of(
            ladder, new WalkRequest(wish.Side, limit, quantity, wish.QuoteAmount ?? 0m, AgentUnits.Cent));
        return IsWhole(wish, quantity, slices)
            ? Settle(draft, wish, ladder, slices)
            : new AgentOutcome<WalletFill>.Invalid(
                limit is null ? field : "max_slippage_bps", "the book holds less than that within reach");
    }

    private static AgentOutcome<WalletFill> Settle(
        AgentDraft draft, WalletWish wish, Ladder ladder, List<Slice> slices)
    {
        bool isBuy = wish.Side == TradeSide.Buy;
        decimal size = slices.Sum(slice => slice.Size);
        decimal exact = slices.Sum(slice => slice.Price * slice.Size);
        decimal value = isBuy ? AgentUnits.Owed(exact) : AgentUnits.Cut(exact);
        decimal cash = draft.Account.Cash(ServiceNames.Wallet);
        if (isBuy && value > cash)
        {
            return new AgentOutcome<WalletFill>.Short(
                cash, AgentUnits.Usdc, $"the wallet has {cash} USDC, less than the {value} that this costs");
        }

        if (!isBuy && ShortOf(draft.Account, wish, size) is { } tooMuch)
        {
            return tooMuch;
        }

        foreach (Slice slice in slices)
        {
            ladder.Eat(wish.Side, slice.Level, slice.Size);
        }

        string id = draft.NextId("trade");
        AgentCause cause = new(id, wish.Reason);
        draft.Post(AgentEntryKind.Trade, CoinOf(wish), isBuy ? size : -size, cause);
        draft.Post(
            AgentEntryKind.Trade,
            new AgentHolding(ServiceNames.Wallet, AgentUnits.Usdc),
            isBuy ? -value : value,
            cause);
        return new AgentOutcome<WalletFill>.Done(new WalletFill(id, wish, size, value, draft.At));
    }

    private static AgentOutcome<WalletFill>.Short? ShortOf(AgentAccount account, WalletWish wish, decimal? quantity)
    {
        decimal held = account.Of(CoinOf(wish));
        return quantity > held
            ? new AgentOutcome<WalletFill>.Short(
                held, wish.Asset, $"the wallet has {held} {wish.Asset}, less than {quantity}")
            : null;
    }

    private static bool IsWhole(WalletWish wish, decimal? quantity, List<Slice> slices)
    {
        if (slices.Count == 0)
        {
            return false;
        }

        return quantity is { } size
            ? slices.Sum(slice => slice.Size) == size
            : wish.QuoteAmount - slices.Sum(slice => slice.Price * slice.Size)
                <= slices[^1].Price * AgentUnits.Cent;
    }

    private static AgentHolding CoinOf(WalletWish wish) => new(ServiceNames.Wallet, wish.Asset);
}
