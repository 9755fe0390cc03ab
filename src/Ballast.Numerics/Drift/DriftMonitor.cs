using System.Collections.Immutable;

namespace Ballast.Numerics.Drift;

/// <summary>
/// Portfolios of different universes under one stream of prices: groups that share their assets, each with an index of
/// its own. A price concerns only the groups that hold its asset. Portfolios are numbered group after group.
/// </summary>
public sealed class DriftMonitor
{
    private readonly ImmutableArray<DriftGroup> groups;
    private readonly SlackIndex[] indices;
    private readonly double[][] prices;
    private readonly int[] first;
    private readonly (int Group, int Position)[][] holders;

    /// <summary>Indexes all groups.</summary>
    /// <param name="groups">Portfolios by universe.</param>
    /// <param name="prices">p of every asset that any group names, each 1e-18 to 1e18.</param>
    /// <exception cref="ArgumentException">A group names other assets than it has prices for.</exception>
    public DriftMonitor(ImmutableArray<DriftGroup> groups, ReadOnlySpan<double> prices)
    {
        this.groups = groups;
        indices = new SlackIndex[groups.Length];
        this.prices = new double[groups.Length][];
        first = new int[groups.Length + 1];
        var holding = new List<(int, int)>[prices.Length];
        for (int g = 0; g < groups.Length; g++)
        {
            ImmutableArray<int> assets = groups[g].Assets;
            this.prices[g] = new double[assets.Length];
            for (int i = 0; i < assets.Length; i++)
            {
                if ((uint)assets[i] >= (uint)prices.Length)
                {
                    throw new ArgumentException($"asset {assets[i]} of group {g} has no price", nameof(groups));
                }

                this.prices[g][i] = prices[assets[i]];
                (holding[assets[i]] ??= []).Add((g, i));
            }

            indices[g] = new SlackIndex(groups[g].Book, this.prices[g]);
            first[g + 1] = first[g] + groups[g].Book.Count;
        }

        holders = [.. holding.Select(list => list?.ToArray() ?? [])];
    }

    /// <summary>How many portfolios there are.</summary>
    public int Count => first[^1];

    /// <summary>How many portfolios the last tick tested.</summary>
    public int Tested { get; private set; }

    /// <summary>Takes over a price and finds who is outside now.</summary>
    /// <param name="asset">Its number, from zero.</param>
    /// <param name="price">Above zero: 1e-18 to 1e18.</param>
    /// <param name="outside">Numbers of portfolios, in no order; room for all.</param>
    /// <returns>How many of those that hold the asset are outside; the others are where they were.</returns>
    /// <exception cref="ArgumentException">There is no room, or that is no price.</exception>
    public int Tick(int asset, double price, Span<int> outside)
    {
        int found = 0;
        Tested = 0;
        foreach ((int g, int position) in holders[asset])
        {
            prices[g][position] = price;
            int more = indices[g].Outside(prices[g], outside[found..]);
            foreach (ref int number in outside.Slice(found, more))
            {
                number += first[g];
            }

            found += more;
            Tested += indices[g].Tested;
        }

        return found;
    }

    /// <summary>Takes over what a portfolio holds after a trade or a flow.</summary>
    /// <param name="portfolio">Its number, from zero.</param>
    /// <param name="quantities">q in the order of its group's assets, each zero or 1e-18 to 1e18.</param>
    /// <exception cref="ArgumentException">There is no such portfolio, or the quantities are none.</exception>
    public void Hold(int portfolio, ReadOnlySpan<double> quantities)
    {
        if ((uint)portfolio >= (uint)Count)
        {
            throw new ArgumentException($"there is no portfolio {portfolio} among {Count}", nameof(portfolio));
        }

        int at = Array.BinarySearch(first, portfolio);
        int g = at < 0 ? ~at - 1 : at;

        // Empty groups begin where the next one does.
        while (groups[g].Book.Count == 0)
        {
            g++;
        }

        indices[g].Hold(portfolio - first[g], quantities);
    }

    /// <summary>Builds worn indices anew: for quiet moments between ticks.</summary>
    /// <returns>How many there were.</returns>
    public int Refresh()
    {
        int built = 0;
        for (int g = 0; g < indices.Length; g++)
        {
            if (indices[g].IsWorn)
            {
                indices[g].Rebuild(prices[g]);
                built++;
            }
        }

        return built;
    }
}
