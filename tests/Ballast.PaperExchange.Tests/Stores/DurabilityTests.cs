using Ballast.Core.Markets;
using Ballast.PaperExchange.Accounts;
using Ballast.PaperExchange.Faults;
using Ballast.PaperExchange.Orders;
using Ballast.PaperExchange.Stores;
using NodaTime;

namespace Ballast.PaperExchange.Tests.Stores;

public sealed class DurabilityTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ballast-paper-").FullName;

    private string File => Path.Combine(folder, "exchange.db");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void What_was_answered_is_there_for_whoever_opens_the_file_after_a_kill()
    {
        // The first exchange is never closed: its file is as a killed process leaves it.
        Rig killed = Open(File);
        OrderAnswer.Accepted taken = killed.Accept(Rig.MarketOrder(TradeSide.Buy, 0.3m) with { ClientId = "taken" });
        killed.Accept(Rig.Limit(TradeSide.Sell, 0.5m, 60_000m) with { ClientId = "resting" });
        killed.Refuse(Rig.Limit(TradeSide.Sell, 9m, 60_000m));
        killed.Venue.Transfer(Rig.Account, Rig.Usdc, 250m);
        StoredExchange before = killed.Venue.Record();

        CopyFiles("copy");
        using Rig restarted = Open(Path.Combine(folder, "copy", "exchange.db"));
        StoredExchange after = restarted.Venue.Record();

        after.Orders.ShouldBe(before.Orders);
        after.Trades.ShouldBe(before.Trades);
        after.Flows.ShouldBe(before.Flows);
        after.Posts.ShouldBe(before.Posts);
        after.Balances.ShouldBe(before.Balances);
        after.Trades[0].Price.ShouldBe(taken.Trades[0].Price);
        restarted.Locked(Rig.Btc).ShouldBe(0.5m);
        killed.Dispose();
    }

    [Fact]
    public void Numbers_go_on_after_a_restart_and_opening_balances_are_given_once()
    {
        using (Rig first = Open(File))
        {
            first.Accept(Rig.MarketOrder(TradeSide.Buy, 0.1m));
        }

        using Rig second = Open(File);
        OrderAnswer.Accepted next = second.Accept(Rig.MarketOrder(TradeSide.Sell, 0.1m));

        (next.Order.Id, next.Trades[0].Id).ShouldBe((2L, 2L));
        second.Venue.Record().Flows.Length.ShouldBe(3);
    }

    [Fact]
    public void A_resting_order_fills_after_a_restart()
    {
        using (Rig first = Open(File))
        {
            first.Accept(Rig.Limit(TradeSide.Buy, 0.1m, 49_000m));
        }

        using Rig second = Open(File);
        second.Move(48_000m);

        second.Order(1).State.ShouldBe(OrderState.Filled);
        second.Locked(Rig.Usdc).ShouldBe(0m);
    }

    [Fact]
    public void A_delayed_request_arrives_after_a_restart_and_is_inert_once_it_has_expired()
    {
        using (Rig first = Open(File))
        {
            NewOrder order = Rig.MarketOrder(TradeSide.Buy, 0.1m);
            first.Venue.PlaceLater(Rig.Account, order with { ClientId = "late" }, Duration.FromSeconds(3));
            first.Venue.PlaceLater(
                Rig.Account,
                order with { ClientId = "inert", RequestExpiresAt = first.Now + Duration.FromSeconds(2) },
                Duration.FromSeconds(3));
        }

        using Rig second = Open(File);
        second.Venue.Record().Pending.Orders.Length.ShouldBe(2);
        second.Clock.Advance(TimeSpan.FromSeconds(3));
        second.Venue.Advance();

        second.Order(1).ClientId.ShouldBe("late");
        second.Order(1).State.ShouldBe(OrderState.Filled);
        second.Venue.Record().Orders.Length.ShouldBe(1);
        second.Venue.Record().Posts.Select(post => post.Outcome)
            .ShouldBe(["delayed", "delayed", "accepted", $"{Refusal.OutsideWindow.Code}"]);
        using Rig third = Open(File);
        third.Venue.Record().Pending.Orders.ShouldBeEmpty("it arrives once");
    }

    [Fact]
    public void A_late_fill_of_a_cancelled_order_comes_after_a_restart_too()
    {
        using (Rig first = Open(File))
        {
            first.Accept(Rig.Limit(TradeSide.Buy, 0.1m, 49_000m));
            first.Venue.Faults.Add(new FaultRule { Kind = FaultKind.LateFill, Times = 1, Seconds = 5 });
            first.Venue.Cancel(Rig.Account, Rig.Symbol, new OrderKey.ByNumber(1));
            first.Order(1).State.ShouldBe(OrderState.Canceled);
        }

        using Rig second = Open(File);
        second.Clock.Advance(TimeSpan.FromSeconds(5));
        second.Venue.Advance();

        second.Order(1).State.ShouldBe(OrderState.Filled);
        second.Venue.Record().Pending.Fills.ShouldBeEmpty();
    }

    [Fact]
    public void A_damaged_file_is_refused_with_its_name()
    {
        System.IO.File.WriteAllText(File, "this was never a database, whatever its name says about it");

        Should.Throw<IOException>(() => SqliteExchangeStore.Open(File)).Message.ShouldContain(File);
    }

    [Fact]
    public void After_a_request_that_could_not_be_stored_the_exchange_answers_nothing_more()
    {
        var store = new FailingStore();
        using var rig = new Rig(Options, store);
        store.Fails = true;

        Should.Throw<IOException>(() => rig.Accept(Rig.MarketOrder(TradeSide.Buy, 0.1m)));
        store.Fails = false;
        Should.Throw<IOException>(() => rig.Venue.Balances(Rig.Account));
    }

    private static PaperVenueOptions Options => new() { Accounts = [Rig.Customer(FeeTerms.Default)] };

    private static Rig Open(string path) => new(Options, SqliteExchangeStore.Open(path));

    private void CopyFiles(string name)
    {
        Directory.CreateDirectory(Path.Combine(folder, name));
        foreach (string file in Directory.EnumerateFiles(folder))
        {
            System.IO.File.Copy(file, Path.Combine(folder, name, Path.GetFileName(file)));
        }
    }

    private sealed class FailingStore : IExchangeStore
    {
        public bool Fails { get; set; }

        public StoredExchange Load() => new();

        public void Commit(IReadOnlyList<ChangeSet> requests)
        {
            if (Fails)
            {
                throw new IOException("no space left on device");
            }
        }

        public string? Recall(string key) => null;

        public void Remember(string key, string text)
        {
        }

        public void Dispose()
        {
        }
    }
}
