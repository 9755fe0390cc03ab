namespace Ballast.Core.Policies.Format;

/// <summary>Finds the name that a misspelt one was probably meant to be.</summary>
internal static class NearestName
{
    private const int MostEdits = 2;

    /// <summary>
    /// The closest name within two edits (insert, delete, replace), letters of any case; <see langword="null"/> where
    /// none is that close.
    /// </summary>
    public static string? Of(string name, IEnumerable<string> names) =>
        names.Select(candidate => (candidate, edits: Edits(name, candidate)))
            .Where(pair => pair.edits <= MostEdits && pair.edits < pair.candidate.Length)
            .OrderBy(pair => pair.edits)
            .Select(pair => pair.candidate)
            .FirstOrDefault();

    private static int Edits(string left, string right)
    {
        if (Math.Abs(left.Length - right.Length) > MostEdits)
        {
            return int.MaxValue;
        }

        int[] previous = [.. Enumerable.Range(0, right.Length + 1)];
        foreach ((int row, char c) in left.Index())
        {
            int[] current = new int[right.Length + 1];
            current[0] = row + 1;
            for (int column = 1; column <= right.Length; column++)
            {
                int replace = previous[column - 1] + (
                    char.ToLowerInvariant(c) == char.ToLowerInvariant(right[column - 1]) ? 0 : 1);
                current[column] = Math.Min(replace, 1 + Math.Min(previous[column], current[column - 1]));
            }

            previous = current;
        }

        return previous[^1];
    }
}
