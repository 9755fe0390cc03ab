using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using NodaTime;

namespace Ballast.Core.Tests.Markets;

public sealed class CandleTableTests
{
    private static readonly Instant Start = Instant.FromUtc(2024, 1, 1, 0, 0);
    private static readonly Asset Btc = new("BTC");
    private static readonly Asset Eth = new("ETH");

    [Fact]
    public void Keeps_a_gap_as_a_missing_cell()
    {
        CandleTable table = Table((Btc, [0, 1, 2]), (Eth, [0, 2]));

        table.Instants.Length.ShouldBe(3);
        table.Assets.ShouldBe([Btc, Eth]);
        table[1, table.ColumnOf(Eth)].ShouldBeNull();
        table[2, table.ColumnOf(Eth)].ShouldNotBeNull().Close.Value.ShouldBe(102m);
        table.ColumnOf(new Asset("XRP")).ShouldBeLessThan(0);
    }

    [Fact]
    public void Hides_every_bar_that_ends_after_the_row()
    {
        CandleTable table = Table((Btc, [0, 1, 2]), (Eth, [0, 2]));

        table.PastAt(1).Of(Btc).Length.ShouldBe(2);
        table.PastAt(1).Of(Eth).Length.ShouldBe(1);
        table.PastAt(2).Of(Eth)[^1].End.ShouldBe(Start + Duration.FromDays(2));
        table.PastAt(0).Of(new Asset("XRP")).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Refuses_bars_out_of_order_doubled_or_none_at_all()
    {
        Should.Throw<ArgumentException>(() => Table((Btc, [1, 0])));
        Should.Throw<ArgumentException>(() => Table((Btc, [1, 1])));
        Should.Throw<ArgumentException>(() => Table((Btc, [])));
    }

    [Fact]
    public void Refuses_to_hold_the_future_as_past()
    {
        var series = new Dictionary<Asset, ImmutableArray<Candle>> { [Btc] = [Bar(0), Bar(1)] };

        Should.Throw<ArgumentException>(() => PastPrices.Of(Start, Duration.FromDays(1), series));
    }

    private static CandleTable Table(params (Asset Asset, int[] Days)[] series) =>
        CandleTable.Of(
            Duration.FromDays(1),
            series.ToDictionary(pair => pair.Asset, pair => pair.Days.Select(Bar).ToImmutableArray()));

    private static Candle Bar(int day) => new() { End = Start + Duration.FromDays(day), Close = new Price(100m + day) };
}
