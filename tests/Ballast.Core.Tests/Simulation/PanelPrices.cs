using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Testing;
using NodaTime;
using NodaTime.Text;

namespace Ballast.Core.Tests.Simulation;

/// <summary>Real prices and plain policies for the tests of the simulator.</summary>
internal static class PanelPrices
{
    public static readonly ImmutableArray<Asset> FifteenCoins =
    [
        .. "BTC ETH BNB XRP ADA SOL DOGE TRX LTC LINK DOT AVAX UNI ETC ATOM".Split(' ').Select(name => new Asset(name)),
    ];

    /// <summary>Daily closes in USDT, 2020-09-22 to 2025-12-31: 1,927 rows without a gap.</summary>
    public static CandleTable FifteenCoinsDaily()
    {
        string[] lines = File.ReadAllLines(PathOf("daily/close_wide_binance_usdt.csv"));
        string[] header = lines[0].Split(',');
        var series = FifteenCoins.ToDictionary(coin => coin, _ => ImmutableArray.CreateBuilder<Candle>());
        foreach (string line in lines.Skip(1))
        {
            if (string.CompareOrdinal(line, "2020-09-22") < 0 || string.CompareOrdinal(line, "2026") >= 0)
            {
                continue;
            }

            string[] cells = line.Split(',');
            Instant day = LocalDatePattern.Iso.Parse(cells[0]).Value.AtMidnight().InUtc().ToInstant();
            foreach (Asset coin in FifteenCoins)
            {
                string cell = cells[Array.IndexOf(header, coin.Symbol)];
                series[coin].Add(Bar(day, decimal.Parse(cell, NumberStyles.Float, CultureInfo.InvariantCulture)));
            }
        }

        return CandleTable.Of(
            Duration.FromDays(1), series.ToDictionary(pair => pair.Key, pair => pair.Value.ToImmutable()));
    }

    /// <summary>
    /// Wealth of one unit in each stock after every day, as the file has it (its rows are running products of the
    /// published relatives), with the one it began with put before. Days are numbered on: the file has no dates.
    /// </summary>
    public static CandleTable FromWealth(string name)
    {
        using var file = new StreamReader(new GZipStream(File.OpenRead(PathOf(name)), CompressionMode.Decompress));
        string[] header = file.ReadLine()!.Split(',');
        decimal[] prices = [.. header.Select(_ => 1m)];
        var series = header.Select(_ => ImmutableArray.CreateBuilder<Candle>()).ToArray();
        Instant day = Instant.FromUtc(2000, 1, 1, 0, 0);
        Add(series, day, prices);
        while (file.ReadLine() is { } line)
        {
            day += Duration.FromDays(1);
            string[] cells = line.Split(',');
            for (int i = 0; i < prices.Length; i++)
            {
                prices[i] = decimal.Parse(cells[i], NumberStyles.Float, CultureInfo.InvariantCulture);
            }

            Add(series, day, prices);
        }

        return CandleTable.Of(
            Duration.FromDays(1),
            header.Index().ToDictionary(pair => Stock(pair.Index), pair => series[pair.Index].ToImmutable()));
    }

    /// <summary>A stock of such a file by its column, counted from zero; their names are odd signs.</summary>
    public static Asset Stock(int column) => new(string.Create(CultureInfo.InvariantCulture, $"S{column}"));

    /// <summary>Weights of such stocks, a line each, those of none left out.</summary>
    public static ImmutableSortedDictionary<Asset, Weight> WrittenWeights(string name)
    {
        decimal[] written =
            [.. File.ReadAllLines(PathOf(name)).Select(line => decimal.Parse(line, CultureInfo.InvariantCulture))];
        decimal whole = written.Sum();
        int largest = Array.IndexOf(written, written.Max());
        written[largest] += 1m - whole;
        return written.Index().Where(pair => pair.Item > 0m)
            .ToImmutableSortedDictionary(pair => Stock(pair.Index), pair => new Weight(pair.Item));
    }

    public static Policy Policy(
        ImmutableSortedDictionary<Asset, Weight> target, TriggerPolicy trigger, decimal feeBps) =>
        new()
        {
            Portfolio = new PortfolioId("test"),
            Quote = new Asset("USDT"),
            Accounts = [new AccountId("paper")],
            Target = target,
            Trigger = trigger,
            Costs = new CostPolicy { TakerFeeBps = feeBps, MakerFeeBps = feeBps },
        };

    /// <summary>One over n each; the last one takes what the division leaves, so that the sum is one to the last
    /// digit.</summary>
    public static ImmutableSortedDictionary<Asset, Weight> EqualWeights(IReadOnlyList<Asset> assets)
    {
        decimal each = 1m / assets.Count;
        decimal last = 1m - (each * (assets.Count - 1));
        return assets.Index().ToImmutableSortedDictionary(
            pair => pair.Item, pair => new Weight(pair.Index == assets.Count - 1 ? last : each));
    }

    public static string PathOf(string name)
    {
        ReferenceFile file = ReferenceFile.Locate(name);
        Assert.SkipWhen(file is ReferenceFile.NoFolder, (file as ReferenceFile.NoFolder)?.Why ?? "");
        return ((ReferenceFile.Found)file).Path;
    }

    private static void Add(ImmutableArray<Candle>.Builder[] series, Instant day, decimal[] prices)
    {
        for (int i = 0; i < prices.Length; i++)
        {
            series[i].Add(Bar(day, prices[i]));
        }
    }

    private static Candle Bar(Instant end, decimal close) => new() { End = end, Close = new Price(close) };
}
