namespace Ballast.Engine.Ports;

/// <summary>An event as stored.</summary>
/// <param name="Sequence">1, 2, 3, ... without holes.</param>
/// <param name="Entry">The event.</param>
/// <param name="ChainHash">SHA-256 over the previous entry's hash and this entry, lower-case hex.</param>
public sealed record StoredEntry(long Sequence, JournalEntry Entry, string ChainHash);
