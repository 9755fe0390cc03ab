using System.Security.Cryptography;
using System.Text;
using Ballast.Engine.Ports;

namespace Ballast.Testing.Simulation;

/// <summary>A disk that outlives the process: holds what was committed, and nothing else.</summary>
public sealed class SimulatedDisk
{
    /// <summary>Everything committed, in order.</summary>
    public List<StoredEntry> Entries { get; } = [];

    /// <summary>The journal as one life of the process sees it.</summary>
    public IJournal For(SimulatedLife life) => new SimulatedJournal(this, life);

    /// <summary>The hash of the last entry.</summary>
    public string HeadHash => Entries.Count == 0 ? "" : Entries[^1].ChainHash;

    private void Commit(IReadOnlyList<JournalEntry> entries)
    {
        foreach (JournalEntry entry in entries)
        {
            string chained = $"{HeadHash}|{Entries.Count + 1}|{entry}";
            string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(chained)));
            Entries.Add(new StoredEntry(Entries.Count + 1, entry, hash));
        }
    }

    private sealed class SimulatedJournal : IJournal
    {
        private readonly SimulatedDisk disk;
        private readonly SimulatedLife life;

        public SimulatedJournal(SimulatedDisk disk, SimulatedLife life)
        {
            this.disk = disk;
            this.life = life;
        }

        // Two steps: dying at the first loses the commit, dying at the second keeps it and nobody hears of it.
        public Task<long> AppendAsync(IReadOnlyList<JournalEntry> entries, CancellationToken cancellation)
        {
            if (!life.Step())
            {
                return SimulatedLife.Never<long>();
            }

            disk.Commit(entries);
            return life.Step() ? Task.FromResult((long)disk.Entries.Count) : SimulatedLife.Never<long>();
        }

        public Task<IReadOnlyList<StoredEntry>> ReadAsync(long after, int limit, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<StoredEntry>>([.. disk.Entries.Skip((int)after).Take(limit)]);

        public Task<JournalIntegrity> VerifyAsync(CancellationToken cancellation) =>
            Task.FromResult<JournalIntegrity>(new JournalIntegrity.Sound(disk.Entries.Count, disk.HeadHash));
    }
}
