using System.Collections.Immutable;
using Ballast.Core.Portfolios;
using Ballast.PaperExchange.Stores;
using NodaTime;

namespace Ballast.PaperExchange.Matching;

/// <summary>Remembers the last balances of each account, for faults that answer with old ones.</summary>
internal sealed class BalanceMemory
{
    private const int Kept = 256;

    private readonly Dictionary<string, LinkedList<(Instant At, ImmutableArray<Balance> Balances)>> snapshots = [];

    public void Note(ChangeSet changes, VenueState state, Instant now)
    {
        foreach (string account in changes.Balances.Keys.Select(key => key.Account).Distinct())
        {
            if (!snapshots.TryGetValue(account, out LinkedList<(Instant, ImmutableArray<Balance>)>? list))
            {
                snapshots.Add(account, list = []);
            }

            list.AddLast((now, [.. state.BalancesOf(account).Where(balance => !balance.Total.IsZero)]));
            if (list.Count > Kept)
            {
                list.RemoveFirst();
            }
        }
    }

    /// <summary>The balances that held at an instant; the oldest known ones before that.</summary>
    public ImmutableArray<Balance> At(string account, Instant at)
    {
        if (!snapshots.TryGetValue(account, out LinkedList<(Instant At, ImmutableArray<Balance> Balances)>? list))
        {
            return [];
        }

        for (var node = list.Last; node is not null; node = node.Previous)
        {
            if (node.Value.At <= at || node.Previous is null)
            {
                return node.Value.Balances;
            }
        }

        return [];
    }
}
