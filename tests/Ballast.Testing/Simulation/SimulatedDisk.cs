using System.Security.Cryptography;
using System.Text;
using Ballast.Engine.Ports;

namespace Ballast.Testing.Simulation;

/// <summary>
/// A disk that outlives the process: holds what was committed, and nothing else. It fails from a seed.
/// </summary>
public sealed class SimulatedDisk
{
    private readonly Random random;
    private readonly List<int> commits = [0];

    /// <summary>A disk that fails, if it is told to fail, in an order of its own.</summary>
    public SimulatedDisk()
        : this(0)
    {
    }

    /// <summary>A disk whose failures follow from a seed.</summary>
    public SimulatedDisk(int seed) => random = new Random(seed);

    /// <summary>What may go wrong from now on.</summary>
    public DiskFaults Faults { get; set; } = DiskFaults.None;

    /// <summary>How many commits it holds.</summary>
    public int Commits => commits.Count - 1;

    /// <summary>How many commits failed.</summary>
    public int Failures { get; private set; }

    /// <summary>Everything committed, in order.</summary>
    public List<StoredEntry> Entries { get; } = [];

    /// <summary>The journal as one life of the process sees it.</summary>
    public IJournal For(SimulatedLife life) => new SimulatedJournal(this, life);

    /// <summary>The hash of the last entry.</summary>
    public string HeadHash => Entries.Count == 0 ? "" : Entries[^1].ChainHash;

    /// <summary>Brings back what was there after so many commits: an old backup.</summary>
    public void Restore(int commit)
    {
        Entries.RemoveRange(commits[commit], Entries.Count - commits[commit]);
        commits.RemoveRange(commit + 1, Commits - commit);
    }

    private bool Fails(int parts)
    {
        bool fails = parts > 0 && Commits >= Faults.FromCommit && random.Next(1000) < parts;
        Failures += fails ? 1 : 0;
        return fails;
    }

    private void Commit(IReadOnlyList<JournalEntry> entries)
    {
        foreach (JournalEntry entry in entries)
        {
            string chained = $"{HeadHash}|{Entries.Count + 1}|{entry}";
            string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(chained)));
            Entries.Add(new StoredEntry(Entries.Count + 1, entry, hash));
        }

        commits.Add(Entries.Count);
    }

    private sealed class SimulatedJournal : IJournal
    {
        private readonly SimulatedDisk disk;
        private readonly SimulatedLife life;
        private bool isBroken;

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

            if (isBroken || disk.Fails(disk.Faults.NoSpace))
            {
                return Broken("No space left on device");
            }

            if (disk.Fails(disk.Faults.FlushFails))
            {
                if (disk.random.Next(2) == 0)
                {
                    disk.Commit(entries);
                }

                return Broken("Input/output error");
            }

            disk.Commit(entries);
            return life.Step() ? Task.FromResult((long)disk.Entries.Count) : SimulatedLife.Never<long>();
        }

        private Task<long> Broken(string cause)
        {
            isBroken = true;
            return Task.FromException<long>(new JournalUnavailableException(cause));
        }

        public Task<IReadOnlyList<StoredEntry>> ReadAsync(long after, int limit, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<StoredEntry>>([.. disk.Entries.Skip((int)after).Take(limit)]);

        public Task<JournalIntegrity> ReplayAsync(Action<StoredEntry> take, CancellationToken cancellation)
        {
            disk.Entries.ForEach(take);
            return Task.FromResult<JournalIntegrity>(new JournalIntegrity.Sound(disk.Entries.Count, disk.HeadHash));
        }
    }
}
