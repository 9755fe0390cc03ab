using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Planning;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;

namespace Ballast.Core.Tests.Planning;

/// <summary>A reserve is held once by all accounts together; every share is calculated by hand.</summary>
public sealed class ReserveSharesTests
{
    private static readonly Asset Usdc = new("USDC");

    [Theory]
    [InlineData(100, 100, 0)]
    [InlineData(350, 300, 50)]
    [InlineData(400, 300, 100)]
    [InlineData(450, 350, 100)]
    public void Keeps_cash_where_most_is_free(double reserve, double rich, double poor) =>
        Cash((decimal)reserve, (300m, 50m, "paper"), (100m, 0m, "second"), (900m, 0m, "ro-cold"))
            .ShouldBe(((decimal)rich, (decimal)poor, 0m));

    [Fact]
    public void Keeps_what_comes_in_where_nothing_is_there_yet() => Cash(25m).ShouldBe((25m, 0m, 0m));

    /// <summary>Sales begin where most is, so 9 of 6 + 5 that may go are 6 here and 3 there: 2 stay there.</summary>
    [Fact]
    public void Keeps_what_is_sold_where_least_is_free()
    {
        PlanCase written = new PlanCase()
            .With(policy => policy with { Trade = Reserving(("A", 2m)) })
            .Holds("A", 10m, 0m, 0.05m, (6m, 0m, "paper"), (5m, 0m, "second"))
            .Holds("USDC", 10m, 1m, 1m)
            .Trades(Free, account: "paper").Trades(Free, account: "second");
        ReserveShares shares = ReserveShares.Of(written.Policy, written.Request().Snapshot);

        (Kept(shares, "paper", "A"), Kept(shares, "second", "A")).ShouldBe((0m, 2m));
        written.Planned().Orders.Select(order => (order.Account.Value, order.Size.Value))
            .ShouldBe([("paper", 6m), ("second", 3m)]);
    }

    /// <summary>700 of USDC: the 500 of it and 250 units of an equivalent at 0.8 make 700.</summary>
    [Fact]
    public void Counts_an_equivalent_at_its_own_price()
    {
        PlanCase written = new PlanCase()
            .With(policy => policy with { Trade = Reserving(("USDC", 700m)) })
            .Holds("A", 1m, 1m, 0.5m).Holds("USDC", 500m, 1m, 0.5m).Also("USDC", "USDT", 500m, 0.8m);
        ReserveShares shares = ReserveShares.Of(written.Policy, written.Request().Snapshot);

        (Kept(shares, "paper", "USDC"), Kept(shares, "paper", "USDT")).ShouldBe((500m, 250m));
    }

    /// <summary>Of 8 that stay, 3 are the first account's own and stay there though sales would begin with it; the
    /// other 5 stay where least is free.</summary>
    [Fact]
    public void What_an_account_keeps_of_its_own_stays_there_and_counts()
    {
        PlanCase written = new PlanCase()
            .With(policy => policy with { Trade = Reserving(("A", 8m)) })
            .Holds("A", 10m, 0m, 0.05m, (6m, 0m, "paper"), (5m, 0m, "second"))
            .Holds("USDC", 10m, 1m, 1m)
            .Trades(Free, account: "paper").Trades(Free, account: "second");
        ReserveShares shares = ReserveShares.Of(written.Policy, written.Request().Snapshot with
        {
            Staying = ImmutableSortedDictionary<AccountId, ImmutableSortedDictionary<Asset, Quantity>>.Empty.Add(
                new("paper"),
                ImmutableSortedDictionary<Asset, Quantity>.Empty.Add(new("A"), new Quantity(3m))),
        });

        (Kept(shares, "paper", "A"), Kept(shares, "second", "A")).ShouldBe((3m, 5m));
    }

    private static Instrument Free { get; } = Instrument.Unfiltered(new Asset("A"), Usdc);

    private static (decimal, decimal, decimal) Cash(
        decimal reserve, params (decimal Free, decimal Locked, string Account)[] lines)
    {
        PlanCase written = new PlanCase()
            .With(policy => policy with { Trade = Reserving(("USDC", reserve)) })
            .Holds("A", 10m, 1m, 0.5m).Holds("USDC", 1m, 0.5m, 0.05m, lines);
        ReserveShares shares = ReserveShares.Of(written.Policy, written.Request().Snapshot);
        return (Kept(shares, "paper", "USDC"), Kept(shares, "second", "USDC"), Kept(shares, "ro-cold", "USDC"));
    }

    private static decimal Kept(ReserveShares shares, string account, string asset) =>
        shares.Kept(new AccountId(account), new Asset(asset)).Value;

    private static TradePolicy Reserving(params (string Asset, decimal Units)[] reserve) => new()
    {
        Reserve = reserve.ToImmutableSortedDictionary(pair => new Asset(pair.Asset), pair => new Quantity(pair.Units)),
    };
}
