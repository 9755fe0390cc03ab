using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

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

    /// <summary>Takes a secret out from now on, also line by line where it has several, and as an address, a document
    /// or a header would spell it.</summary>
    public void Add(Secret secret)
    {
        foreach (string part in secret.Reveal().Split(["\n", "\r", "\\n"], StringSplitOptions.TrimEntries))
        {
            if (part.Length >= Shortest)
            {
                ImmutableInterlocked.Update(ref known, (all, spelt) => all.Union(spelt), Spellings(part));
            }
        }
    }

    private static ImmutableArray<string> Spellings(string secret)
    {
        string inAddress = Uri.EscapeDataString(secret);
        return
        [
            secret,
            inAddress,
            WithSmallDigits(inAddress),
            JsonEncodedText.Encode(secret).Value,
            JsonEncodedText.Encode(secret, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value,
            Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)),
        ];
    }

    // Percent signs may be followed by small letters too.
    private static string WithSmallDigits(string address)
    {
        StringBuilder small = new(address);
        for (int at = address.IndexOf('%'); at >= 0; at = address.IndexOf('%', at + 1))
        {
            small[at + 1] = char.ToLowerInvariant(address[at + 1]);
            small[at + 2] = char.ToLowerInvariant(address[at + 2]);
        }

        return small.ToString();
    }

    /// <summary>The text with stars where secrets were.</summary>
    public string Clean(string text) =>
        known.Aggregate(text, (rest, secret) => rest.Replace(secret, Blot, StringComparison.Ordinal));
}
