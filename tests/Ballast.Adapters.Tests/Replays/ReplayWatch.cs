using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Engine.Journal;
using Ballast.Engine.Ledger;
using Ballast.Engine.Views;
using Ballast.PaperExchange.Orders;
using Ballast.PaperExchange.Stores;
using NodaTime;

namespace Ballast.Adapters.Tests.Replays;

/// <summary>What must hold after any replay, whatever its prices did; the truth is the exchange's own record and, where
/// one was replayed, the file.</summary>
internal static class ReplayWatch
{
    public static void Check(ReplayWorld world, CandleTable table)
    {
        Check(world);
        NoOrderOnADeadPrice(world.Exchange.Record(), table);
    }

    public static void Check(ReplayWorld world)
    {
        world.View.Status.ShouldBe(PortfolioStatus.Running, world.View.StatusWhy?.ToString());
        world.View.OpenOrders.ShouldBeEmpty();
        world.Owner.Told.ShouldNotContain(told => told.Code == "loop-stopped");
        EveryRefusalHasAReason(world);
        BooksEqualTheVenue(world);
    }

    private static void EveryRefusalHasAReason(ReplayWorld world)
    {
        foreach (DecisionDigest decision in world.Decisions)
        {
            decision.Why.ShouldNotBeEmpty();
            decision.Why.ShouldAllBe(why => why.Code.Length > 0 && why.Sentence.Length > 0);
        }
    }

    // A bar is fresh for its own length; an order needs one of its asset that is, at a price above zero.
    private static void NoOrderOnADeadPrice(StoredExchange record, CandleTable table)
    {
        foreach (ExchangeOrder order in record.Orders)
        {
            Asset asset = table.Assets.Single(asset => order.Symbol.StartsWith(asset.Symbol, StringComparison.Ordinal)
                && order.Symbol.Length == asset.Symbol.Length + 4);
            Candle? bar = table.SeriesOf(asset).LastOrDefault(bar => bar.End <= order.At);
            bar.ShouldNotBeNull($"{order.Symbol} was ordered at {order.At}, before its first price");
            (order.At - bar.End).ShouldBeLessThanOrEqualTo(table.BarLength + Duration.FromSeconds(60), order.Symbol);
            bar.Close.Value.ShouldBePositive();
        }
    }

    private static void BooksEqualTheVenue(ReplayWorld world)
    {
        EngineState state =
            world.Journal.Aggregate(EngineState.Empty, EngineFold.Apply);
        state.Hash.ShouldBe(world.Engine.View.StateHash, "replay(journal) = state");
        foreach (AccountLedger ledger in state.Portfolios[world.View.Id].Ledgers.Values)
        {
            foreach (StoredBalance held in world.Exchange.Record().Balances
                .Where(held => held.Account == ledger.Account.Value))
            {
                ledger.Of(new Asset(held.Asset)).Value.ShouldBe(held.Free + held.Locked, $"ledger of {held.Asset}");
            }
        }
    }
}
