using System.Collections.Immutable;

namespace Ballast.Adapters.Secrets;

/// <summary>
/// Takes secrets out of texts that somebody else wrote, before they reach a log, the journal or a message. Safe from
/// any thread.
/// </summary>
internal sealed class SecretScreen
{
    // Shorter ones would blot out ordinary words.
    private const int Shortest = 6;
    private const string Blot = "***";

    private ImmutableSortedSet<string> known =
        ImmutableSortedSet.Create<string>(Comparer<string>.Create((one, other) =>
            one.Length != other.Length ? other.Length - one.Length : string.CompareOrdinal(one, other)));

    /// <summary>A screen for one secret.</summary>
    public static SecretScreen Of(Secret secret)
    {
        SecretScreen screen = new();
        screen.Add(secret);
        return screen;
    }

    /// <summary>Takes a secret out from now on, also line by line where it has several.</summary>
    public void Add(Secret secret)
    {
        foreach (string part in secret.Reveal().Split(["\n", "\r", "\\n"], StringSplitOptions.TrimEntries))
        {
            if (part.Length >= Shortest)
            {
                ImmutableInterlocked.Update(ref known, (all, one) => all.Add(one), part);
            }
        }
    }

    /// <summary>The text with stars where secrets were.</summary>
    public string Clean(string text) =>
        known.Aggregate(text, (rest, secret) => rest.Replace(secret, Blot, StringComparison.Ordinal));
}
