using Ballast.Engine.Ports;
using NodaTime.Text;

namespace Ballast.Adapters.Stores.Sqlite;

/// <summary>Follows the chain row by row and says where it breaks.</summary>
internal sealed class ChainCheck
{
    private ChainCheck(long sequence, string hash)
    {
        Sequence = sequence;
        Hash = hash;
    }

    /// <summary>The number of the last row that was sound.</summary>
    public long Sequence { get; private set; }

    /// <summary>Its hash.</summary>
    public string Hash { get; private set; }

    /// <summary>Where it stands now, as an answer.</summary>
    public JournalIntegrity.Sound Sound => new(Sequence, Hash);

    /// <summary>From before the first row.</summary>
    public static ChainCheck FromOrigin() => new(0, ChainHash.Origin);

    /// <summary>From a row that is taken as it is.</summary>
    public static ChainCheck From(EntryRow row) => new(row.Sequence, row.Chain);

    /// <summary>Goes on to the next row; <see langword="null"/> where it is sound.</summary>
    public JournalIntegrity.Damaged? Advance(EntryRow row)
    {
        long expected = Sequence + 1;
        if (row.Sequence != expected)
        {
            return new JournalIntegrity.Damaged(expected, $"entry {expected} is missing, {row.Sequence} follows");
        }

        if (!InstantPattern.ExtendedIso.Parse(row.At).Success)
        {
            return new JournalIntegrity.Damaged(expected, $"entry {expected} has no readable time");
        }

        if (ChainHash.Of(Hash, row) != row.Chain)
        {
            return new JournalIntegrity.Damaged(
                expected, $"entry {expected} is not what was written: its hash does not match");
        }

        (Sequence, Hash) = (row.Sequence, row.Chain);
        return null;
    }
}
