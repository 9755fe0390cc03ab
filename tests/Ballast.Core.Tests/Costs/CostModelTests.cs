using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Costs;
using Ballast.Core.Markets;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using NodaTime;

namespace Ballast.Core.Tests.Costs;

/// <summary>Costs of single trades, each calculated by hand.</summary>
public sealed class CostModelTests
{
    private static readonly Asset Btc = new("BTC");

    /// <summary>1000 at 10 bp fee, half of 20 bp spread, and 0.5 fixed: 1 + 1 + 0.5.</summary>
    [Fact]
    public void Adds_fee_half_spread_and_fixed_cost() =>
        new CostModel(new CostPolicy { TakerFeeBps = 10m, SpreadBps = 20m, Fixed = new Money(0.5m) })
            .Of(Trade(1000m)).ShouldBe(new TradeCost(new Money(1m), new Money(1m), default, new Money(0.5m)));

    /// <summary>
    /// Square-root law: 100 bp for a day's volume of 10,000; a hundredth of it pays a tenth, 10 bp of 100 = 0.1.
    /// </summary>
    [Fact]
    public void Scales_impact_with_the_root_of_the_part_of_daily_volume() =>
        new CostModel(new CostPolicy { TakerFeeBps = 0m, ImpactBps = 100m, DailyVolume = new Money(10_000m) })
            .Of(Trade(100m)).Impact.Value.ShouldBe(0.1m);

    /// <summary>
    /// Bid 99, ask 101, middle 100. 300 buy 3 units: one at 101, two at 102. Spread: 3 x 1; impact: 3 x (101.667 - 101)
    /// = 2. The policy's spread is not asked, the venue's fee of 20 bp replaces the policy's.
    /// </summary>
    [Fact]
    public void Walks_the_book_where_one_is_known()
    {
        OrderBook book = new([Level(99m, 5m)], [Level(101m, 1m), Level(102m, 5m)], Instant.MinValue);
        CostModel model = new(new CostPolicy { SpreadBps = 500m });
        TradeCost cost = model.Of(Trade(300m) with { Market = Market(book) });

        cost.Fee.Value.ShouldBe(0.6m);
        cost.Spread.Value.ShouldBe(3m);
        cost.Impact.Value.ShouldBe(2m, 1e-20m);
    }

    [Fact]
    public void Charges_a_resting_order_its_own_fee_and_no_spread() =>
        new CostModel(new CostPolicy { TakerFeeBps = 10m, MakerFeeBps = 2m, SpreadBps = 20m })
            .Of(Trade(1000m) with { Liquidity = Liquidity.Maker }).Total.Value.ShouldBe(0.2m);

    [Fact]
    public void Lets_an_assets_own_costs_replace_the_others()
    {
        CostPolicy rates = new()
        {
            TakerFeeBps = 10m,
            PerAsset = ImmutableSortedDictionary<Asset, CostPolicy>.Empty.Add(Btc, new CostPolicy { TakerFeeBps = 1m }),
        };

        new CostModel(rates).Of(Trade(1000m)).Total.Value.ShouldBe(0.1m);
        new CostModel(rates).Of(Trade(1000m) with { Asset = new Asset("ETH") }).Total.Value.ShouldBe(1m);
    }

    [Fact]
    public void Refuses_impact_without_a_daily_volume() =>
        Should.Throw<ArgumentException>(() => new CostModel(new CostPolicy { ImpactBps = 1m }));

    [Fact]
    public void Costs_nothing_to_trade_nothing() =>
        new CostModel(new CostPolicy { Fixed = new Money(5m) }).Of(Trade(0m)).ShouldBe(TradeCost.None);

    private static BookLevel Level(decimal price, decimal size) => new(new Price(price), new Quantity(size));

    private static VenueMarket Market(OrderBook book) => new()
    {
        Account = new AccountId("paper"),
        Instrument = Instrument.Unfiltered(Btc, new Asset("USDC")),
        Fees = new FeeRates(0.001m, 0.002m),
        Book = book,
    };

    private static TradeSketch Trade(decimal notional) => new()
    {
        Asset = Btc,
        Side = TradeSide.Buy,
        Notional = new Money(notional),
        Liquidity = Liquidity.Taker,
    };
}
