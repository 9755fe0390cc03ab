using Ballast.Engine.Ports;
using NodaTime.Text;

namespace Ballast.Adapters.Stores.Sqlite;

/// <summary>A row of the journal's table.</summary>
internal sealed class EntryRow
{
    public const string Columns = "sequence, portfolio, kind, version, at, payload, chain";

    public long Sequence { get; init; }

    public string Portfolio { get; init; } = "";

    public string Kind { get; init; } = "";

    public int Version { get; init; }

    public string At { get; init; } = "";

    public string Payload { get; init; } = "";

    public string Chain { get; init; } = "";

    public static EntryRow Of(StoredEntry stored) => new()
    {
        Sequence = stored.Sequence,
        Portfolio = stored.Entry.Portfolio,
        Kind = stored.Entry.Kind,
        Version = stored.Entry.Version,
        At = InstantPattern.ExtendedIso.Format(stored.Entry.At),
        Payload = stored.Entry.Payload,
        Chain = stored.ChainHash,
    };

    public StoredEntry ToStored() => new(
        Sequence,
        new JournalEntry(Portfolio, Kind, Version, InstantPattern.ExtendedIso.Parse(At).GetValueOrThrow(), Payload),
        Chain);
}
