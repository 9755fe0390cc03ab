using Ballast.Core.Orders;
using Ballast.Engine;
using Ballast.Engine.Journal;
using Ballast.PaperExchange.Faults;
using Ballast.PaperExchange.Services;
using NodaTime;

namespace Ballast.Adapters.Tests.Venues.PurpleFlea;

/// <summary>
/// The coins of a wallet as a portfolio, over a venue without client ids, expiry and lookup, whose prices nobody knows
/// before the trade: one order at a time, told from balances where no answer comes, and never made twice.
/// </summary>
public sealed class FleaWalletEngineTests : IDisposable
{
    // The wallet begins with 40 USDC and 20 in each coin: ten of SOL are to be sold and ten of BTC bought.
    private const string Coins =
        """
        {
          "portfolio": "coins", "quote": "USDC", "accounts": ["purpleflea-wallet"],
          "target": { "weights": { "BTC": 0.30, "ETH": 0.20, "SOL": 0.10, "USDC": 0.40 } },
          "trigger": { "checkEvery": "5m", "band": { "absolute": 0.03, "destination": "target" } },
          "trade": { "minNotional": 1 },
          "execution": { "style": "market", "maxSlippageBps": 50 }
        }
        """;

    private readonly FleaWorld world = new(Coins);

    public void Dispose() => world.Dispose();

    [Fact]
    public void Coins_are_brought_to_their_targets_and_the_ledger_is_the_wallet()
    {
        world.Run(Duration.FromMinutes(30));

        world.View.Runs.ShouldHaveSingleItem().Status.ShouldBe(RunStatus.Completed);
        world.Trades.Select(trade => (trade.Asset, Math.Sign(trade.Amount))).ShouldBe([("SOL", -1), ("BTC", 1)]);
        ShouldBeOnTarget(world);
        world.ShouldHaveTradedInOrder();
        world.Events<JournalEvent.BalanceBooked>().ShouldBeEmpty("fills explain everything to the last unit");
    }

    [Theory]
    [InlineData(FaultKind.AnswerTimeout)]
    [InlineData(FaultKind.AnswerReset)]
    [InlineData(FaultKind.AnswerServerError)]
    [InlineData(FaultKind.AnswerGarbage)]
    public void A_trade_whose_answer_is_lost_is_found_in_the_balances_with_its_price_and_not_made_again(FaultKind fault)
    {
        world.Exchange.Faults.Add(new FaultRule { Kind = fault, On = RequestScope.Orders });
        world.Run(Duration.FromHours(1));

        int sent = world.Events<JournalEvent.OrderSigned>().Count;
        sent.ShouldBe(2);
        world.Events<JournalEvent.OrderFound>().Count.ShouldBe(sent, "every trade was found");
        world.Trades.Length.ShouldBe(sent);
        ShouldBeOnTarget(world);
        world.ShouldHaveTradedInOrder();
        world.Events<JournalEvent.BalanceBooked>().ShouldBeEmpty("the price was read off the cash");
    }

    [Fact]
    public void A_trade_whose_request_is_lost_is_proven_absent_and_planned_anew()
    {
        world.Exchange.Faults.Add(
            new FaultRule { Kind = FaultKind.RequestLost, Times = 1, On = RequestScope.Orders });
        world.Run(Duration.FromHours(1));

        world.Events<JournalEvent.OrderNotPlaced>().ShouldHaveSingleItem()
            .Proof.Ground.ShouldBe(AbsenceGround.BalancesSettled);
        ShouldBeOnTarget(world);
        world.ShouldHaveTradedInOrder();
    }

    // While the sale is in doubt its owner takes a little of the same coin: what is missing is no longer the order.
    [Fact]
    public void What_the_balances_do_not_show_exactly_waits_for_a_person_and_is_not_sent_again()
    {
        world.Exchange.Faults.Add(
            new FaultRule { Kind = FaultKind.AnswerReset, Times = 1, On = RequestScope.Orders });
        while (world.Trades.Length == 0)
        {
            world.Run(Duration.FromSeconds(1));
        }

        world.Exchange.Agents.Transfer("demo", new AgentHolding("wallet", "SOL"), -0.001m);
        world.Run(Duration.FromMinutes(5));

        world.Events<JournalEvent.OrderQuarantined>().ShouldHaveSingleItem();
        world.Events<JournalEvent.OrderFound>().ShouldBeEmpty();
        world.Trades.Count(trade => trade.Asset == "SOL").ShouldBe(1);
    }

    [Fact]
    public void A_wallet_counts_once_whichever_of_its_accounts_a_policy_names()
    {
        using FleaWorld both = new(Coins.Replace(
            "[\"purpleflea-wallet\"]", "[\"purpleflea\", \"purpleflea-wallet\"]", StringComparison.Ordinal));
        both.RunAndKill(200);

        both.Added.ShouldBeOfType<ChangeOutcome.Refused>().Why.Code.ShouldBe("counted-twice");
    }

    [Fact]
    public void No_kill_at_any_piece_of_work_loses_or_doubles_a_trade()
    {
        int killedInDoubt = 0;
        for (int pieces = 3; pieces < 200; pieces += 13)
        {
            using FleaWorld killed = new(Coins);
            killed.Exchange.Faults.Add(
                new FaultRule { Kind = FaultKind.AnswerReset, Probability = 0.7, On = RequestScope.Orders });
            killed.RunAndKill(pieces);
            killed.RunAndKill(pieces / 2);
            killed.Run(Duration.FromHours(1));

            killed.ShouldHaveTradedInOrder();
            ShouldBeOnTarget(killed);
            killed.Events<JournalEvent.OrderQuarantined>().ShouldBeEmpty();
            killedInDoubt +=
                killed.Events<JournalEvent.Recovered>().Count(life => !life.Evidence.Orders.IsDefaultOrEmpty);
        }

        killedInDoubt.ShouldBeGreaterThan(0, "some kill must have met a trade under way");
    }

    private static void ShouldBeOnTarget(FleaWorld world)
    {
        Dictionary<string, decimal> held = new(world.Coins);
        (held["BTC"] * 50_000m).ShouldBe(30m, 0.5m);
        (held["ETH"] * 2_500m).ShouldBe(20m, 0.5m);
        (held["SOL"] * 100m).ShouldBe(10m, 0.5m);
    }
}
