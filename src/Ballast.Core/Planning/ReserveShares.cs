using Ballast.Core.Amounts;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;

namespace Ballast.Core.Planning;

/// <summary>
/// Which account keeps how much of the policy's reserve. A reserve is held once by the whole portfolio, not once by
/// every account: cash is kept where most of it is free, so that the other accounts may spend theirs; of what is sold,
/// the reserve stays where least is free, because sales begin where most is. Planning and execution share this rule.
/// </summary>
public sealed class ReserveShares
{
    private readonly Dictionary<(AccountId Account, Asset Asset), Quantity> kept = [];

    private ReserveShares()
    {
    }

    /// <summary>The shares of every reserve of a policy.</summary>
    /// <param name="policy">The reserves.</param>
    /// <param name="snapshot">What is free where.</param>
    public static ReserveShares Of(Policy policy, Snapshot snapshot)
    {
        ReserveShares shares = new();
        foreach ((Asset asset, Quantity reserve) in policy.Trade.Reserve)
        {
            Position? position = snapshot.Positions.FirstOrDefault(position => position.Asset == asset);
            if (position is { Price.Value: > 0m } && reserve.Sign > 0)
            {
                decimal left = shares.Keep(position, InOrder(position, policy.Quote), reserve.Value);
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

    private decimal Keep(Position position, IEnumerable<HoldingLine> lines, decimal reserve)
    {
        decimal left = reserve;
        foreach (HoldingLine line in lines)
        {
            bool isOwn = line.Asset == position.Asset;
            decimal free = isOwn ? line.Free.Value : FreeValue(line) / position.Price.Value;
            decimal share = Math.Max(0m, Math.Min(free, left));
            decimal units = isOwn ? share : share * position.Price.Value / line.Price.Value;
            Add(line.Account, line.Asset, Quantity.Min(line.Free, new Quantity(units)));
            left -= share;
        }

        return left;
    }

    private void Add(AccountId account, Asset asset, Quantity units) =>
        kept[(account, asset)] = Kept(account, asset) + units;
}
