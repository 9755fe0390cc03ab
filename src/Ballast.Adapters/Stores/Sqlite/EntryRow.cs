using Ballast.Engine.Ports;
using Microsoft.Data.Sqlite;
using NodaTime.Text;

namespace Ballast.Adapters.Stores.Sqlite;

/// <summary>A row of the journal's table.</summary>
internal sealed record EntryRow
{
    public const string Columns = "sequence, portfolio, kind, version, at, payload, chain";

    public required long Sequence { get; init; }

    public required string Portfolio { get; init; }

    public required string Kind { get; init; }

    public required int Version { get; init; }

    public required string At { get; init; }

    public required string Payload { get; init; }

    public required string Chain { get; init; }

    /// <summary>An entry as it is written after the one whose hash is <paramref name="previous"/>.</summary>
    public static EntryRow After(string previous, long sequence, JournalEntry entry)
    {
        EntryRow row = new()
        {
            Sequence = sequence,
            Portfolio = entry.Portfolio,
            Kind = entry.Kind,
            Version = entry.Version,
            At = InstantPattern.ExtendedIso.Format(entry.At),
            Payload = entry.Payload,
            Chain = "",
        };
        return row with { Chain = ChainHash.Of(previous, row) };
    }

    /// <summary>The row under a reader of <see cref="Columns"/>.</summary>
    public static EntryRow Of(SqliteDataReader reader) => new()
    {
        Sequence = reader.GetInt64(0),
        Portfolio = reader.GetString(1),
        Kind = reader.GetString(2),
        Version = reader.GetInt32(3),
        At = reader.GetString(4),
        Payload = reader.GetString(5),
        Chain = reader.GetString(6),
    };

    public StoredEntry ToStored() => new(
        Sequence,
        new JournalEntry(Portfolio, Kind, Version, InstantPattern.ExtendedIso.Parse(At).GetValueOrThrow(), Payload),
        Chain);
}
