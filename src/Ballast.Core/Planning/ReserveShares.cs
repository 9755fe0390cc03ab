using Ballast.Core.Amounts;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;

namespace Ballast.Core.Planning;

/// <summary>
/// Which account keeps how much of the policy's reserve. A reserve is held once by the whole portfolio, not once by
/// every account: cash is kept where most of it is free, so that the other accounts may spend theirs; of what is sold,
/// the reserve stays where least is free, because sales begin where most is. What an account keeps of its own counts
/// toward the reserve. Planning and execution share this rule.
/// </summary>
public sealed class ReserveShares
{
    private readonly Dictionary<(AccountId Account, Asset Asset), Quantity> kept = [];

    private ReserveShares()
    {
    }

    /// <summary>The shares of every reserve of a policy.</summary>
    /// <param name="policy">The reserves.</param>
    /// <param name="snapshot">What is free where, and what of it stays there.</param>
    public static ReserveShares Of(Policy policy, Snapshot snapshot)
    {
        ReserveShares shares = new();
        foreach (Position position in snapshot.Positions.Where(position => position.Price.Value > 0m))
        {
            Asset asset = position.Asset;
            decimal wanted = policy.Trade.Reserve.GetValueOrDefault(asset).Value - shares.Stay(position, snapshot);
            if (wanted > 0m)
            {
                decimal left = shares.Keep(position, InOrder(position, policy.Quote), wanted);
                AccountId rest = InOrder(position, asset).FirstOrDefault()?.Account ?? policy.Accounts[0];

                // What is not there yet is kept from what comes in, where most is already.
                shares.Add(rest, asset, new Quantity(left));
            }
        }

        return shares;
    }

    /// <summary>Units that an account keeps of an asset; more than it has where the reserve is not filled
    /// yet.</summary>
    /// <param name="account">The account.</param>
    /// <param name="asset">The asset, or an equivalent of the one that has a reserve.</param>
    public Quantity Kept(AccountId account, Asset asset) => kept.GetValueOrDefault((account, asset));

    // Cash as the planner's pools keep it, the richest first; what is sold, in the reverse of the order of its sales.
    private static IEnumerable<HoldingLine> InOrder(Position position, Asset cash)
    {
        IEnumerable<HoldingLine> lines = position.Lines.Where(
            line => line.Access == AccountAccess.Tradable && line.Price.Value > 0m);
        return position.Asset == cash
            ? lines.OrderByDescending(FreeValue)
            : lines.OrderBy(FreeValue).ThenByDescending(line => line.Account);
    }

    private static decimal FreeValue(HoldingLine line) => line.Free.Value * line.Price.Value;

    // Units of the asset that its accounts keep of their own.
    private decimal Stay(Position position, Snapshot snapshot)
    {
        decimal staying = 0m;
        foreach (HoldingLine line in position.Lines)
        {
            Quantity own = snapshot.Staying.TryGetValue(line.Account, out var kept)
                ? kept.GetValueOrDefault(line.Asset)
                : Quantity.Zero;
            Quantity units = Quantity.Min(line.Free, own);
            Add(line.Account, line.Asset, units);
            staying += line.Asset == position.Asset
                ? units.Value
                : units.Value * line.Price.Value / position.Price.Value;
        }

        return staying;
    }

    private decimal Keep(Position position, IEnumerable<HoldingLine> lines, decimal reserve)
    {
        decimal left = reserve;
        foreach (HoldingLine line in lines)
        {
            bool isOwn = line.Asset == position.Asset;
            Quantity free = line.Free - Kept(line.Account, line.Asset);
            decimal most = isOwn ? free.Value : free.Value * line.Price.Value / position.Price.Value;
            decimal share = Math.Max(0m, Math.Min(most, left));
            decimal units = isOwn ? share : share * position.Price.Value / line.Price.Value;
            Add(line.Account, line.Asset, Quantity.Min(free, new Quantity(units)));
            left -= share;
        }

        return left;
    }

    private void Add(AccountId account, Asset asset, Quantity units) =>
        kept[(account, asset)] = Kept(account, asset) + units;
}
