using Ballast.PaperExchange.Matching;
using Ballast.PaperExchange.Orders;
using Ballast.PaperExchange.Publishing;
using Ballast.PaperExchange.Stores;
using NodaTime;

namespace Ballast.PaperExchange.Tests.Stores;

public sealed class CommitDeskTests : IDisposable
{
    private readonly HeldStore store = new();
    private readonly CommitDesk desk;

    public CommitDeskTests() =>
        desk = new CommitDesk(store, new NewsDesk(new MarketBooks([], new DepthShape(), 1)));

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task Those_who_wait_meanwhile_share_one_commit_in_their_order()
    {
        Task first = desk.WaitForAsync(desk.Add(Change(1), null));
        await store.Entered.WaitAsync(TestContext.Current.CancellationToken);
        Task[] later = [.. Enumerable.Range(2, 9).Select(id => desk.WaitForAsync(desk.Add(Change(id), null)))];
        first.IsCompleted.ShouldBeFalse("its commit has not returned");

        store.Open();
        await Task.WhenAll([first, .. later]);

        store.Commits.ShouldBe(["1", "2 3 4 5 6 7 8 9 10"]);
    }

    [Fact]
    public void Who_waits_on_its_own_thread_is_stored_when_it_goes_on_and_a_look_costs_no_commit()
    {
        store.Open();

        desk.WaitFor(desk.Add(Change(1), null));
        desk.WaitFor(desk.Add(new ChangeSet(), null));

        store.Commits.ShouldBe(["1"]);
    }

    [Fact]
    public async Task A_look_at_what_is_not_stored_yet_waits_for_its_commit()
    {
        long changed = desk.Add(Change(1), null);

        Task look = desk.WaitForAsync(desk.Add(new ChangeSet(), null));

        await store.Entered.WaitAsync(TestContext.Current.CancellationToken);
        look.IsCompleted.ShouldBeFalse();
        store.Open();
        await look;
        desk.Added.ShouldBe(changed);
    }

    [Fact]
    public async Task A_commit_that_fails_fails_everybody_who_waits_and_nothing_is_stored_after_it()
    {
        store.Fails = true;
        store.Open();

        await Should.ThrowAsync<IOException>(() => desk.WaitForAsync(desk.Add(Change(1), null)));
        store.Fails = false;

        desk.HasFailed.ShouldBeTrue();
        Should.Throw<IOException>(() => desk.WaitFor(desk.Add(Change(2), null)));
        store.Commits.ShouldBeEmpty();
    }

    private static ChangeSet Change(int id)
    {
        var changes = new ChangeSet();
        changes.Posts.Add(new ReceivedPost(id, "demo", "", "accepted", NodaConstants.UnixEpoch));
        return changes;
    }

    /// <summary>Commits once it is opened, and says when somebody waits in front of it.</summary>
    private sealed class HeldStore : IExchangeStore
    {
        private readonly ManualResetEventSlim door = new();

        public SemaphoreSlim Entered { get; } = new(0);

        public List<string> Commits { get; } = [];

        public bool Fails { get; set; }

        public void Open() => door.Set();

        public StoredExchange Load() => new();

        public void Commit(IReadOnlyList<ChangeSet> requests)
        {
            Entered.Release();
            door.Wait();
            if (Fails)
            {
                throw new IOException("no space left on device");
            }

            Commits.Add(string.Join(' ', requests.SelectMany(changes => changes.Posts).Select(post => post.Id)));
        }

        public string? Recall(string key) => null;

        public void Remember(string key, string text)
        {
        }

        public void Dispose()
        {
            door.Dispose();
            Entered.Dispose();
        }
    }
}
