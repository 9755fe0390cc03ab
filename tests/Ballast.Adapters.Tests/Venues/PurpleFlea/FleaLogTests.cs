using System.Net;
using System.Text.Json.Nodes;
using Ballast.Engine.Journal;
using Ballast.Engine.Ledger;
using Ballast.PaperExchange.Faults;
using Ballast.PaperExchange.Services;
using NodaTime;

namespace Ballast.Adapters.Tests.Venues.PurpleFlea;

/// <summary>What an owner brings and takes is a flow, and what services earn is performance: the venue's log tells them
/// apart.</summary>
public sealed class FleaLogTests : IDisposable
{
    private readonly FleaWorld world = new();

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData("casino", 40)]
    [InlineData("escrow", -25)]
    [InlineData("reserve", 30)]
    public void What_the_owner_brings_to_a_service_or_takes_is_a_flow(string service, int amount)
    {
        world.Run(Duration.FromHours(1));
        Transfer(service, "USDC", amount);
        world.Run(Duration.FromMinutes(30));

        JournalEvent.BalanceBooked booked = world.Events<JournalEvent.BalanceBooked>().ShouldHaveSingleItem();
        LedgerPosting posting = booked.Postings.ShouldHaveSingleItem();
        (posting.Asset.Symbol, posting.Kind, posting.Change.Value, booked.Flow.Value).ShouldBe(
            (service == "reserve" ? "USDC" : service, "flow", amount, amount));
        posting.Why.Code.ShouldBe("venue-log");
        ShouldBeTheVenuesOwn();
    }

    // Sixteen hours cross midnight: the services earn their day while the deposit is one of the same look.
    [Fact]
    public void A_gain_and_a_deposit_of_the_same_moment_are_told_apart()
    {
        world.Run(Duration.FromHours(14));
        decimal before = world.Exchange.Agents.Portfolio("demo")["casino"];
        world.Run(Duration.FromMinutes(59));
        decimal after = world.Exchange.Agents.Portfolio("demo")["casino"];
        world.RunAndKill(0);
        Transfer("casino", "USDC", 10m);
        world.Run(Duration.FromHours(10));

        LedgerPosting[] casino =
        [
            .. world.Events<JournalEvent.BalanceBooked>().SelectMany(booked => booked.Postings)
                .Where(posting => posting.Asset.Symbol == "casino"),
        ];
        casino.Where(posting => posting.Kind == "flow").Sum(posting => posting.Change.Value).ShouldBe(10m);
        after.ShouldBe(before + casino.Where(posting => posting.Kind == "gain").Sum(posting => posting.Change.Value));
        ShouldBeTheVenuesOwn();
    }

    // A tenth of the portfolio: without a record a person would have to say what it is.
    [Fact]
    public void A_large_deposit_that_the_log_tells_needs_nobodys_word()
    {
        world.Run(Duration.FromHours(1));
        Transfer("reserve", "USDC", 100m);
        world.Run(Duration.FromMinutes(30));

        world.View.Halt.ShouldBeNull();
        world.Events<JournalEvent.BalanceBooked>().ShouldHaveSingleItem().Flow.Value.ShouldBe(100m);
    }

    // 0.0002 BTC at 50,000 are 10 USDC.
    [Fact]
    public void A_coin_that_comes_to_the_wallet_counts_at_its_price()
    {
        world.Run(Duration.FromHours(1));
        Transfer("wallet", "BTC", 0.0002m);
        world.Run(Duration.FromMinutes(30));

        JournalEvent.BalanceBooked booked = world.Events<JournalEvent.BalanceBooked>().ShouldHaveSingleItem();
        booked.Flow.Value.ShouldBe(10m);
        ShouldBeTheVenuesOwn();
    }

    // A venue without client ids executes a request twice that the network has doubled (ORDER-SAFETY, I12).
    [Fact]
    public void A_movement_that_is_doubled_on_its_way_is_booked_as_one_and_halts_until_somebody_has_looked()
    {
        world.Exchange.Faults.Add(new FaultRule { Kind = FaultKind.Duplicated, Times = 1 });
        world.Run(Duration.FromHours(1));

        HaltMark halt = world.View.Halt.ShouldNotBeNull();
        halt.Why.Code.ShouldBe("second-order");
        LedgerPosting[] booked =
            [.. world.Events<JournalEvent.BalanceBooked>().SelectMany(one => one.Postings)];
        booked.Length.ShouldBe(2);
        booked.ShouldAllBe(posting => posting.Kind == "transfer");
        booked.Sum(posting => posting.Change.Value).ShouldBe(0m);
        world.Owner.Told.Select(told => told.Code).ShouldContain("second-order");
    }

    [Fact]
    public void What_somebody_else_moves_between_services_is_neither_gain_nor_flow()
    {
        world.Run(Duration.FromHours(1));
        world.Exchange.Agents.Move("demo", new MovementWish("casino", MovementDirection.Decrease, 12m, "by hand"));
        world.Run(Duration.FromMinutes(4));

        JournalEvent.BalanceBooked booked = world.Events<JournalEvent.BalanceBooked>().ShouldHaveSingleItem();
        booked.Postings.Select(posting => (posting.Asset.Symbol, posting.Kind, posting.Change.Value)).ShouldBe(
            [("USDC", "transfer", 12m), ("casino", "transfer", -12m)]);
        booked.Flow.Value.ShouldBe(0m);
    }

    [Fact]
    public void Our_own_movements_are_in_the_ledger_once()
    {
        world.Run(Duration.FromHours(1));
        world.Movements.ShouldNotBeEmpty();
        Transfer("casino", "USDC", 1m);
        world.Run(Duration.FromMinutes(10));

        world.Events<JournalEvent.BalanceBooked>().ShouldHaveSingleItem()
            .Postings.ShouldHaveSingleItem().Change.Value.ShouldBe(1m);
        ShouldBeTheVenuesOwn();
    }

    [Fact]
    public void Where_the_venue_keeps_no_log_a_deposit_counts_as_a_gain_and_the_record_says_why()
    {
        world.Tap.Instead = (path, _) => path.Contains("transactions", StringComparison.Ordinal)
            ? (HttpStatusCode.NotFound, """{"error":"there is no such path"}""")
            : null;
        world.Run(Duration.FromHours(1));
        Transfer("casino", "USDC", 20m);
        world.Run(Duration.FromMinutes(10));

        LedgerPosting posting = world.Events<JournalEvent.BalanceBooked>().ShouldHaveSingleItem()
            .Postings.ShouldHaveSingleItem();
        (posting.Kind, posting.Change.Value).ShouldBe(("gain", 20m));
        posting.Why.Sentence.ShouldContain("nothing tells a deposit apart");
        world.Tap.Count("transactions").ShouldBe(1, "a log that is not there is asked for once");
    }

    [Fact]
    public void While_the_log_does_not_answer_nothing_is_booked()
    {
        world.Run(Duration.FromHours(1));
        world.Tap.Instead = (path, _) => path.Contains("transactions", StringComparison.Ordinal)
            ? (HttpStatusCode.ServiceUnavailable, "")
            : null;
        Transfer("casino", "USDC", 20m);
        world.Run(Duration.FromMinutes(10));
        world.Events<JournalEvent.BalanceBooked>().ShouldBeEmpty();
        world.View.LastDecision!.Why.ShouldContain(why => why.Code == "log-unread");

        world.Tap.Instead = (_, _) => null;
        world.Run(Duration.FromMinutes(10));
        world.Events<JournalEvent.BalanceBooked>().ShouldHaveSingleItem().Flow.Value.ShouldBe(20m);
    }

    [Fact]
    public void A_venue_whose_pages_are_small_is_read_on_to_an_empty_one()
    {
        world.Run(Duration.FromHours(1));
        world.Tap.Instead = (path, body) => path.Contains("transactions", StringComparison.Ordinal)
            ? (HttpStatusCode.OK, Cut(body, 2))
            : null;
        int before = world.Tap.Count("transactions");
        foreach (decimal amount in (decimal[])[3m, 4m, 5m, 6m, 7m])
        {
            Transfer("casino", "USDC", amount);
        }

        world.Run(Duration.FromMinutes(10));

        world.Events<JournalEvent.BalanceBooked>().Sum(booked => booked.Flow.Value).ShouldBe(25m);
        (world.Tap.Count("transactions") - before).ShouldBeGreaterThanOrEqualTo(4, "three pages and an empty one");
    }

    [Fact]
    public void A_log_that_begins_anew_behind_its_own_line_is_no_log()
    {
        world.Run(Duration.FromHours(1));
        Transfer("casino", "USDC", 20m);
        string? first = null;
        world.Tap.Instead = (path, body) => path.Contains("transactions", StringComparison.Ordinal)
            ? (HttpStatusCode.OK, first ??= body)
            : null;

        world.Run(Duration.FromMinutes(10));

        world.Events<JournalEvent.BalanceBooked>().ShouldBeEmpty();
        world.View.LastDecision!.Why.ShouldContain(why =>
            why.Code == "log-unread" || why.Sentence.Contains("again", StringComparison.Ordinal));
    }

    private static string Cut(string body, int lines)
    {
        JsonNode whole = JsonNode.Parse(body)!;
        JsonArray told = whole["transactions"]!.AsArray();
        while (told.Count > lines)
        {
            told.RemoveAt(told.Count - 1);
        }

        return whole.ToJsonString();
    }

    [Fact]
    public void A_restart_reads_on_where_the_ledger_was()
    {
        world.Run(Duration.FromHours(1));
        Transfer("casino", "USDC", 5m);
        world.Run(Duration.FromMinutes(10));
        world.RunAndKill(0);
        Transfer("casino", "USDC", 7m);
        world.Run(Duration.FromMinutes(10));

        world.Events<JournalEvent.BalanceBooked>().Select(booked => booked.Flow.Value).ShouldBe([5m, 7m]);
        ShouldBeTheVenuesOwn();
    }

    private void Transfer(string service, string asset, decimal amount) =>
        world.Exchange.Agents.Transfer("demo", new AgentHolding(service, asset), amount)
            .ShouldBeOfType<AgentOutcome<decimal>.Done>();

    private void ShouldBeTheVenuesOwn() => world.LedgerOf("purpleflea").ShouldBe(
        world.Exchange.Agents.Portfolio("demo").Select(pair =>
            KeyValuePair.Create(pair.Key == ServiceNames.Reserve ? "USDC" : pair.Key, pair.Value)),
        ignoreOrder: true);
}
