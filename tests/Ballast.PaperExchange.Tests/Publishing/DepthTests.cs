using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.PaperExchange.Faults;
using Ballast.PaperExchange.Matching;
using Ballast.PaperExchange.Publishing;

namespace Ballast.PaperExchange.Tests.Publishing;

/// <summary>
/// Numbered books and their changes: what web-socket-streams.md ("How to manage a local order book correctly") needs of
/// an exchange.
/// </summary>
public sealed class DepthTests : IDisposable
{
    private readonly Rig rig = new();

    public void Dispose() => rig.Dispose();

    [Fact]
    public void A_book_keeps_its_number_while_it_stays_the_same()
    {
        PublishedDepth first = Show();
        rig.Clock.Advance(TimeSpan.FromSeconds(5));
        PublishedDepth again = Show();
        rig.Accept(Rig.MarketOrder(TradeSide.Buy, 0.1m));
        PublishedDepth eaten = Show();

        again.UpdateId.ShouldBe(first.UpdateId);
        eaten.UpdateId.ShouldBeGreaterThan(again.UpdateId);
    }

    [Fact]
    public void The_number_does_not_depend_on_the_levels_asked_for()
    {
        PublishedDepth whole = Show();

        PublishedDepth top = rig.Venue.Depth(Rig.Symbol, 3)!;

        top.UpdateId.ShouldBe(whole.UpdateId);
        top.Book.Bids.ShouldBe(whole.Book.Bids[..3]);
        top.Book.Asks.ShouldBe(whole.Book.Asks[..3]);
    }

    [Fact]
    public void Changes_leave_no_gap_and_nothing_is_told_of_no_change()
    {
        DepthTap tap = rig.Venue.FollowDepth(Rig.Symbol);
        long from = Show().UpdateId;
        rig.Venue.TellDepth(tap).ShouldBeNull();

        for (int i = 1; i <= 20; i++)
        {
            Shake(i);
            DepthChange change = rig.Venue.TellDepth(tap)!;
            change.FirstId.ShouldBe(from + 1);
            change.LastId.ShouldBeGreaterThanOrEqualTo(change.FirstId);
            from = change.LastId;
            rig.Venue.TellDepth(tap).ShouldBeNull();
        }

        from.ShouldBe(Show().UpdateId);
    }

    // A snapshot may be taken between two changes, and of a state that is over when the next change is told.
    [Fact]
    public void Changes_applied_to_any_snapshot_give_every_later_snapshot_exactly()
    {
        DepthTap tap = rig.Venue.FollowDepth(Rig.Symbol);
        var snapshots = new List<PublishedDepth>();
        var changes = new List<DepthChange>();
        for (int i = 1; i <= 60; i++)
        {
            Shake(i);
            snapshots.Add(Show());
            if (i % 3 == 0)
            {
                changes.Add(rig.Venue.TellDepth(tap)!);
                snapshots.Add(Show());
            }
        }

        int compared = 0;
        foreach (PublishedDepth start in snapshots)
        {
            var mine = new LocalBook(start);
            foreach (DepthChange change in changes.Where(change => change.LastId > start.UpdateId))
            {
                change.FirstId.ShouldBeLessThanOrEqualTo(mine.UpdateId + 1);
                mine.Apply(change);
                PublishedDepth there = snapshots.First(snapshot => snapshot.UpdateId == change.LastId);
                mine.Bids.ShouldBe(there.Book.Bids);
                mine.Asks.ShouldBe(there.Book.Asks);
                compared++;
            }
        }

        compared.ShouldBeGreaterThan(500);
    }

    [Fact]
    public void A_level_that_changed_and_changed_back_is_told_too()
    {
        DepthTap tap = rig.Venue.FollowDepth(Rig.Symbol);
        PublishedDepth before = Show();
        rig.Venue.Faults.Add(new FaultRule { Kind = FaultKind.PriceCrossed });
        PublishedDepth between = Show();
        rig.Venue.Faults.Clear();

        DepthChange change = rig.Venue.TellDepth(tap)!;

        var mine = new LocalBook(between);
        mine.Apply(change);
        mine.Bids.ShouldBe(before.Book.Bids);
        mine.Asks.ShouldBe(before.Book.Asks);
    }

    [Fact]
    public void Two_followers_are_each_told_everything()
    {
        DepthTap one = rig.Venue.FollowDepth(Rig.Symbol);
        DepthTap other = rig.Venue.FollowDepth(Rig.Symbol);
        Shake(1);
        DepthChange first = rig.Venue.TellDepth(one)!;
        Shake(2);

        DepthChange both = rig.Venue.TellDepth(other)!;
        DepthChange second = rig.Venue.TellDepth(one)!;

        (both.FirstId, both.LastId).ShouldBe((first.FirstId, second.LastId));
        both.Bids.Select(level => level.Price)
            .ShouldBe(first.Bids.Concat(second.Bids).Select(level => level.Price).Distinct().OrderDescending());
    }

    [Fact]
    public void Numbers_rise_over_a_restart()
    {
        Shake(1);
        long before = Show().UpdateId;

        using var restarted = new Rig();
        restarted.Clock.Advance(TimeSpan.FromSeconds(2));

        restarted.Venue.Depth(Rig.Symbol, 5)!.UpdateId.ShouldBeGreaterThan(before);
    }

    private PublishedDepth Show() => rig.Venue.Depth(Rig.Symbol, int.MaxValue)!;

    /// <summary>Moves the price, or eats from either side; the price comes back to where it was now and then.</summary>
    private void Shake(int turn)
    {
        switch (turn % 4)
        {
            case 0:
                rig.Move(50_000m);
                break;
            case 1:
                rig.Accept(Rig.MarketOrder(TradeSide.Buy, 0.02m));
                break;
            case 2:
                rig.Accept(Rig.MarketOrder(TradeSide.Sell, 0.03m));
                break;
            default:
                rig.Move(50_000m + turn);
                break;
        }
    }

    /// <summary>A client's own book, kept as the documentation says.</summary>
    private sealed class LocalBook(PublishedDepth snapshot)
    {
        private readonly SortedDictionary<decimal, BookLevel> bids = Of(snapshot.Book.Bids);
        private readonly SortedDictionary<decimal, BookLevel> asks = Of(snapshot.Book.Asks);

        public long UpdateId { get; private set; } = snapshot.UpdateId;

        public IEnumerable<BookLevel> Bids => bids.Values.Reverse();

        public IEnumerable<BookLevel> Asks => asks.Values;

        public void Apply(DepthChange change)
        {
            Apply(bids, change.Bids);
            Apply(asks, change.Asks);
            UpdateId = change.LastId;
        }

        private static void Apply(SortedDictionary<decimal, BookLevel> side, IEnumerable<PublishedLevel> levels)
        {
            foreach (PublishedLevel level in levels)
            {
                side.Remove(level.Price);
                if (level.Size > 0m)
                {
                    side.Add(level.Price, new BookLevel(new Price(level.Price), new Quantity(level.Size)));
                }
            }
        }

        private static SortedDictionary<decimal, BookLevel> Of(IEnumerable<BookLevel> side) =>
            new(side.ToDictionary(level => level.Price.Value));
    }
}
