using Ballast.Numerics.Linear;

namespace Ballast.Numerics.Optimizers.Hierarchical;

/// <summary>Agglomerative clustering by chains of nearest neighbours (Murtagh 1983; Muellner 2011) in O(N^2), with
/// distances carried on as Lance and Williams (1967) update them. Of two clusters that join, the one with the lower
/// number comes first; numbers count assets and then joins, from the nearest to the farthest.</summary>
internal static class ClusterTree
{
    /// <summary>The order of the leaves from the left to the right.</summary>
    /// <param name="distances">Shape (N, N), symmetric; destroyed.</param>
    /// <param name="linkage">How clusters are compared.</param>
    public static int[] LeafOrder(Matrix distances, Linkage linkage)
    {
        int n = distances.Rows;
        List<(int First, int Second, double Height)> joins = Joins(distances, linkage);

        // A stable sort: joins of equal height keep the order in which they were found.
        (int First, int Second, double Height)[] sorted = [.. joins.OrderBy(join => join.Height)];
        int[] root = [.. Enumerable.Range(0, (2 * n) - 1)];
        List<int>[] leaves = [.. Enumerable.Range(0, n).Select(i => new List<int> { i }), .. new List<int>[n - 1]];
        for (int k = 0; k < sorted.Length; k++)
        {
            int a = Find(root, sorted[k].First);
            int b = Find(root, sorted[k].Second);
            root[a] = root[b] = n + k;
            leaves[n + k] = [.. leaves[Math.Min(a, b)], .. leaves[Math.Max(a, b)]];
        }

        return [.. leaves[^1]];
    }

    private static List<(int First, int Second, double Height)> Joins(Matrix distances, Linkage linkage)
    {
        int n = distances.Rows;
        int[] size = [.. Enumerable.Repeat(1, n)];
        List<int> chain = [];
        List<(int First, int Second, double Height)> joins = [];
        while (joins.Count < n - 1)
        {
            if (chain.Count == 0)
            {
                chain.Add(Array.FindIndex(size, count => count > 0));
            }

            int last = chain[^1];
            int before = chain.Count > 1 ? chain[^2] : -1;
            int nearest = Nearest(distances.Row(last), size, last, before);
            if (nearest != before)
            {
                chain.Add(nearest);
                continue;
            }

            joins.Add((before, last, distances[last, before]));
            Join(distances, size, (before, last), linkage);
            chain.RemoveRange(chain.Count - 2, 2);
        }

        return joins;
    }

    // The cluster before wins a tie, so that a chain ends.
    private static int Nearest(ReadOnlySpan<double> row, int[] size, int self, int before)
    {
        int nearest = before;
        double least = before >= 0 ? row[before] : double.PositiveInfinity;
        for (int i = 0; i < size.Length; i++)
        {
            if (i != self && size[i] > 0 && row[i] < least)
            {
                (nearest, least) = (i, row[i]);
            }
        }

        return nearest;
    }

    // The second cluster goes on for both.
    private static void Join(Matrix distances, int[] size, (int Gone, int Kept) pair, Linkage linkage)
    {
        double gone = size[pair.Gone];
        double kept = size[pair.Kept];
        size[pair.Kept] += size[pair.Gone];
        size[pair.Gone] = 0;
        for (int i = 0; i < size.Length; i++)
        {
            double a = distances[i, pair.Gone];
            double b = distances[i, pair.Kept];
            double joined = linkage switch
            {
                Linkage.Single => Math.Min(a, b),
                Linkage.Complete => Math.Max(a, b),
                _ => ((gone * a) + (kept * b)) / (gone + kept),
            };
            distances[i, pair.Kept] = joined;
            distances[pair.Kept, i] = joined;
        }
    }

    private static int Find(int[] root, int leaf)
    {
        int top = leaf;
        while (root[top] != top)
        {
            top = root[top];
        }

        while (root[leaf] != top)
        {
            (leaf, root[leaf]) = (root[leaf], top);
        }

        return top;
    }
}
