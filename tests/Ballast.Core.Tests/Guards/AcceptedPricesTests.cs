using Ballast.Core.Amounts;
using Ballast.Core.Guards;
using NodaTime;

namespace Ballast.Core.Tests.Guards;

public sealed class AcceptedPricesTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 3, 4, 12, 0);
    private static readonly Asset Btc = new("BTC");
    private static readonly Asset Eth = new("ETH");

    [Fact]
    public void Of_two_views_the_later_price_of_each_asset_counts()
    {
        AcceptedPrices looked = Of(Btc, 50m, Noon).With([new(Eth, new Price(9m))], Noon);
        AcceptedPrices confirmed = Of(Btc, 5m, Noon + Duration.FromSeconds(1));

        AcceptedPrices latest = looked.Doubting([Btc]).Later(confirmed);

        latest.Prices[Btc].ShouldBe(new Price(5m), "a person spoke after the look");
        latest.Prices[Eth].ShouldBe(new Price(9m));
        latest.Doubted.ShouldBeEmpty("and that ends the doubt");
        confirmed.Later(looked.Doubting([Btc])).Prices[Btc].ShouldBe(new Price(5m));
    }

    [Fact]
    public void A_doubt_that_either_view_has_counts_while_no_later_price_was_accepted()
    {
        AcceptedPrices calm = Of(Btc, 50m, Noon);

        calm.Later(calm.Doubting([Btc])).Doubted.ShouldBe([Btc]);
        calm.Doubting([Btc]).Later(calm).Doubted.ShouldBe([Btc]);
    }

    private static AcceptedPrices Of(Asset asset, decimal price, Instant at) =>
        AcceptedPrices.None.With([new(asset, new Price(price))], at);
}
