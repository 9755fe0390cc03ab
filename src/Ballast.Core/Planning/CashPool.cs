using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;

namespace Ballast.Core.Planning;

/// <summary>
/// Cash of one kind on one account: what is free above the reserve, then what this plan's sales bring in at worst.
/// </summary>
internal sealed class CashPool
{
    private CashPool(AccountId account, Asset asset, decimal free)
    {
        Account = account;
        Asset = asset;
        Free = free;
        Available = free;
    }

    /// <summary>The account.</summary>
    public AccountId Account { get; }

    /// <summary>The quote or an equivalent of it.</summary>
    public Asset Asset { get; }

    /// <summary>Free above the reserve before the plan, in portfolio quote.</summary>
    public decimal Free { get; private set; }

    /// <summary>What may still be spent, in portfolio quote.</summary>
    public decimal Available { get; set; }

    /// <summary>Pools of all cash; what has to stay is kept where most lies.</summary>
    /// <param name="cash">Free balances.</param>
    /// <param name="spendable">What may be spent of all of them together.</param>
    public static List<CashPool> Of(ImmutableArray<HoldingLine> cash, decimal spendable)
    {
        List<CashPool> pools = new(cash.Length + 1);
        decimal keep = -spendable;
        foreach (HoldingLine line in cash)
        {
            CashPool pool = new(line.Account, line.Asset, line.Free.Value * line.Price.Value);
            pools.Add(pool);
            keep += pool.Free;
        }

        foreach (CashPool pool in pools.OrderByDescending(pool => pool.Free))
        {
            decimal kept = Math.Max(0m, Math.Min(pool.Free, keep));
            pool.Free -= kept;
            pool.Available = pool.Free;
            keep -= kept;
        }

        return pools;
    }

    /// <summary>Forgets what a routing took and brought.</summary>
    public void Reset() => Available = Free;

    /// <summary>The pool that a route pays from or into, made when the account holds none of that cash yet.</summary>
    public static CashPool For(List<CashPool> pools, TradeRoute route)
    {
        foreach (CashPool pool in pools)
        {
            if (pool.Account == route.Account && pool.Asset == route.Instrument.Quote)
            {
                return pool;
            }
        }

        CashPool made = new(route.Account, route.Instrument.Quote, 0m);
        pools.Add(made);
        return made;
    }
}
