using Ballast.Adapters.Stores.Sqlite;
using Ballast.Engine.Ports;
using Ballast.PaperExchange.Stores;
using Dapper;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Ballast.Adapters.Tests.Stores.Sqlite;

public sealed class SqliteJournalTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly string path = Directory.CreateTempSubdirectory("ballast-journal-").FullName;

    // Some of these open a file by themselves: the library is chosen before the first connection of any kind.
    public SqliteJournalTests() => SqliteLibrary.Load();

    public void Dispose() => Directory.Delete(path, recursive: true);

    [Fact]
    public async Task Entries_come_back_in_order_after_reopening()
    {
        using (DataDirectory directory = Acquire())
        {
            await using SqliteJournal journal = Open(directory);
            (await journal.AppendAsync([Entry("a"), Entry("b")], None)).ShouldBe(2);
            (await journal.AppendAsync([Entry("c")], None)).ShouldBe(3);
        }

        using DataDirectory again = Acquire();
        await using SqliteJournal reopened = Open(again);
        IReadOnlyList<StoredEntry> all = await reopened.ReadAsync(0, 10, None);
        all.Select(e => e.Sequence).ShouldBe([1, 2, 3]);
        all.Select(e => e.Entry.Payload).ShouldBe([Payload("a"), Payload("b"), Payload("c")]);
        (await reopened.ReadAsync(1, 1, None)).ShouldHaveSingleItem().Sequence.ShouldBe(2);
    }

    [Fact]
    public async Task Concurrent_appends_are_each_numbered_without_holes()
    {
        using DataDirectory directory = Acquire();
        await using SqliteJournal journal = Open(directory);
        long[] numbers = await Task.WhenAll(
            Enumerable.Range(0, 200).Select(i => journal.AppendAsync([Entry(i.ToString("d"))], None)));

        numbers.Order().ShouldBe(Enumerable.Range(1, 200).Select(i => (long)i));
        (await journal.ReplayAsync(_ => { }, None)).ShouldBeOfType<JournalIntegrity.Sound>().Entries.ShouldBe(200);
    }

    [Fact]
    public async Task Equal_entries_give_equal_chains_in_two_journals()
    {
        string first = await HeadOf("one");
        string second = await HeadOf("two");
        second.ShouldBe(first);

        async Task<string> HeadOf(string name)
        {
            using DataDirectory directory = Acquire(name);
            await using SqliteJournal journal = Open(directory);
            await journal.AppendAsync([Entry("a"), Entry("b")], None);
            return (await journal.ReplayAsync(_ => { }, None)).ShouldBeOfType<JournalIntegrity.Sound>().HeadHash;
        }
    }

    [Fact]
    public void A_second_process_on_one_directory_is_refused_and_told_whose_it_is()
    {
        using DataDirectory held = Acquire();
        DirectoryOutcome.Refused refusal = DataDirectory.Acquire(path).ShouldBeOfType<DirectoryOutcome.Refused>();
        refusal.Why.Code.ShouldBe("data-directory-in-use");
        refusal.Why.Sentence.ShouldContain(Environment.ProcessId.ToString("d"));
    }

    [Theory]
    [InlineData("UPDATE entry SET payload = '{\"x\":\"forged\"}' WHERE sequence = 2", 2)]
    [InlineData("DELETE FROM entry WHERE sequence = 2", 2)]
    [InlineData("UPDATE entry SET at = 'yesterday' WHERE sequence = 3", 3)]
    [InlineData("UPDATE entry SET chain = lower(hex(zeroblob(32))) WHERE sequence = 1", 1)]
    public async Task A_changed_entry_is_found_and_the_journal_refused(string forgery, long firstBad)
    {
        await WriteThree();
        Forge(forgery);

        new SqliteJournalReader(DataDirectory.JournalFileIn(path)).Verify(None)
            .ShouldBeOfType<JournalIntegrity.Damaged>().FirstBadSequence.ShouldBe(firstBad);
        (await DamageAsync()).ShouldBe(firstBad);
    }

    [Fact]
    public async Task A_damaged_journal_hands_on_what_is_before_the_damage_and_takes_nothing()
    {
        await WriteThree();
        Forge("UPDATE entry SET payload = '{\"x\":\"forged\"}' WHERE sequence = 2");

        using DataDirectory directory = Acquire();
        await using SqliteJournal journal = Open(directory);
        List<long> taken = [];
        (await journal.ReplayAsync(entry => taken.Add(entry.Sequence), None))
            .ShouldBeOfType<JournalIntegrity.Damaged>();

        taken.ShouldBeSubsetOf([1L]);
        await Should.ThrowAsync<InvalidOperationException>(() => journal.AppendAsync([Entry("d")], None));
    }

    [Fact]
    public async Task Nothing_is_appended_before_what_is_there_was_checked()
    {
        await WriteThree();
        using DataDirectory directory = Acquire();
        await using SqliteJournal journal = Open(directory);
        await Should.ThrowAsync<InvalidOperationException>(() => journal.AppendAsync([Entry("d")], None));

        (await journal.ReplayAsync(_ => { }, None)).ShouldBeOfType<JournalIntegrity.Sound>().Entries.ShouldBe(3);
        (await journal.AppendAsync([Entry("d")], None)).ShouldBe(4);
    }

    [Fact]
    public async Task A_replay_gives_every_entry_once_and_in_order()
    {
        using DataDirectory directory = Acquire();
        await using SqliteJournal journal = Open(directory);
        await journal.AppendAsync([.. Enumerable.Range(1, 2500).Select(i => Entry(i.ToString("d")))], None);
        List<StoredEntry> taken = [];

        JournalIntegrity.Sound sound =
            (await journal.ReplayAsync(taken.Add, None)).ShouldBeOfType<JournalIntegrity.Sound>();

        sound.Entries.ShouldBe(2500);
        taken.ShouldBe(await journal.ReadAsync(0, int.MaxValue, None));
        taken[^1].ChainHash.ShouldBe(sound.HeadHash);
    }

    [Fact]
    public async Task What_an_entry_s_taker_throws_ends_the_replay_and_is_passed_on()
    {
        await WriteThree();
        SqliteJournalReader reader = new(DataDirectory.JournalFileIn(path));
        Should.Throw<FormatException>(() => reader.Replay(_ => throw new FormatException("unreadable"), None));
    }

    // Sequence, portfolio, kind, version, time and payload, each behind its length in four bytes, follow the hash
    // before: this is written out here by hand, so that the chain of journals that exist cannot change unseen.
    [Fact]
    public async Task The_chain_is_the_hash_of_the_fields_one_after_the_other()
    {
        await WriteThree();
        string previous = new('0', 64);
        foreach (StoredEntry entry in new SqliteJournalReader(DataDirectory.JournalFileIn(path)).Read(0, 3))
        {
            string[] fields =
            [
                previous, entry.Sequence.ToString("d"), "core", "test", "1", "2026-01-02T03:04:05Z",
                entry.Entry.Payload,
            ];
            byte[] whole = [.. fields.SelectMany(field =>
                (byte[])[0, 0, 0, (byte)field.Length, .. System.Text.Encoding.ASCII.GetBytes(field)])];
            previous = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(whole));
            entry.ChainHash.ShouldBe(previous);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4096)]
    public async Task Overwritten_bytes_are_refused_and_left_as_they_are(int offset)
    {
        await WriteThree();
        string file = DataDirectory.JournalFileIn(path);
        byte[] bytes = await File.ReadAllBytesAsync(file, None);
        Array.Fill(bytes, (byte)0x5A, offset, 200);
        await File.WriteAllBytesAsync(file, bytes, None);

        Refusal().ShouldBeOneOf("journal-damaged", "journal-unusable");
        (await File.ReadAllBytesAsync(file, None)).ShouldBe(bytes);
    }

    [Fact]
    public async Task A_database_of_another_program_is_refused_and_left_as_it_is()
    {
        using (DataDirectory directory = Acquire())
        {
            using SqliteConnection other = new($"Data Source={directory.JournalFile};Pooling=False");
            other.Open();
            other.Execute("CREATE TABLE contact (name TEXT)");
        }

        byte[] before = await File.ReadAllBytesAsync(DataDirectory.JournalFileIn(path), None);
        Refusal().ShouldBe("journal-foreign");
        (await File.ReadAllBytesAsync(DataDirectory.JournalFileIn(path), None)).ShouldBe(before);
    }

    [Fact]
    public async Task A_journal_of_a_newer_program_is_refused()
    {
        await WriteThree();
        using (SqliteConnection newer = new($"Data Source={DataDirectory.JournalFileIn(path)};Pooling=False"))
        {
            newer.Open();
            newer.Execute("PRAGMA user_version = 99");
        }

        Refusal().ShouldBe("journal-newer");
    }

    [Fact]
    public async Task A_full_store_refuses_the_append_and_everything_after_it_but_keeps_what_was_there()
    {
        using (DataDirectory directory = Acquire())
        {
            await using SqliteJournal journal = Open(directory);
            await journal.AppendAsync([Entry("kept")], None);
            journal.LimitPages(8);
            await Should.ThrowAsync<JournalUnavailableException>(
                () => journal.AppendAsync([Entry(new string('x', 200_000))], None));
            await Should.ThrowAsync<JournalUnavailableException>(() => journal.AppendAsync([Entry("late")], None));
        }

        using DataDirectory again = Acquire();
        await using SqliteJournal reopened = Open(again);
        (await reopened.ReadAsync(0, 10, None)).ShouldHaveSingleItem().Entry.Payload.ShouldBe(Payload("kept"));
    }

    [Fact]
    public async Task A_backup_taken_beside_the_writer_is_a_sound_journal()
    {
        string target = Path.Combine(path, "backup.db");
        using DataDirectory directory = Acquire();
        await using SqliteJournal journal = Open(directory);
        await journal.AppendAsync([Entry("a")], None);
        SqliteJournalReader reader = new(directory.JournalFile);
        reader.BackUp(target);
        await journal.AppendAsync([Entry("b")], None);

        new SqliteJournalReader(target).Verify(None).ShouldBeOfType<JournalIntegrity.Sound>().Entries.ShouldBe(1);
        Should.Throw<IOException>(() => reader.BackUp(target));
    }

    private static string Payload(string text) => $$"""{"x":"{{text}}"}""";

    private static JournalEntry Entry(string text) =>
        new("core", "test", 1, Instant.FromUtc(2026, 1, 2, 3, 4, 5), Payload(text));

    private static SqliteJournal Open(DataDirectory directory) =>
        SqliteJournal.Open(directory).ShouldBeOfType<JournalOpening.Opened>().Journal;

    private DataDirectory Acquire(string name = "") =>
        DataDirectory.Acquire(Path.Combine(path, name)).ShouldBeOfType<DirectoryOutcome.Acquired>().Directory;

    private string Refusal()
    {
        using DataDirectory directory = Acquire();
        return SqliteJournal.Open(directory).ShouldBeOfType<JournalOpening.Refused>().Why.Code;
    }

    // A journal is refused as it is opened where its end is damaged, and as it is replayed elsewhere.
    private async Task<long> DamageAsync()
    {
        using DataDirectory directory = Acquire();
        if (SqliteJournal.Open(directory) is not JournalOpening.Opened { Journal: var journal })
        {
            return new SqliteJournalReader(directory.JournalFile).VerifyHead()
                .ShouldBeOfType<JournalIntegrity.Damaged>().FirstBadSequence;
        }

        await using (journal)
        {
            return (await journal.ReplayAsync(_ => { }, None))
                .ShouldBeOfType<JournalIntegrity.Damaged>().FirstBadSequence;
        }
    }

    private void Forge(string statement)
    {
        using SqliteConnection forger = new($"Data Source={DataDirectory.JournalFileIn(path)};Pooling=False");
        forger.Open();
        forger.Execute(statement);
    }

    private async Task WriteThree()
    {
        using DataDirectory directory = Acquire();
        await using SqliteJournal journal = Open(directory);
        await journal.AppendAsync([Entry("a"), Entry("b"), Entry("c")], None);
    }
}
