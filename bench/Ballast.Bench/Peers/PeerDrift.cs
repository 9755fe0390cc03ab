using System.Collections.Immutable;
using Ballast.Numerics.Drift;

namespace Ballast.Bench.Peers;

/// <summary>Price ticks for a million portfolios, and the plain loops over objects that they are timed
/// beside.</summary>
internal static class PeerDrift
{
    private const int Portfolios = 1_000_000;
    private const int Universes = 20;
    private const int AnsweredEvery = 1_000;

    private delegate int Scan(ReadOnlySpan<double> prices, Span<int> outside);

    private delegate int Tick(int asset, double price, Span<int> outside);

    public static PeerWork FullScan() => OneUniverse(books => books.Groups[0].Book.Outside, passes: false);

    public static PeerWork FullScanInDoubles() =>
        OneUniverse(books => books.Groups[0].Book.OutsideByDoubles, passes: false);

    public static PeerWork PlainScan() => OneUniverse(books => Plain(books.Plain[0]), passes: false);

    public static PeerWork Indexed() => OneUniverse(
        books =>
        {
            SlackIndex index = new(books.Groups[0].Book, books.Start);
            return (prices, outside) =>
            {
                int found = index.Outside(prices, outside);
                if (index.IsWorn)
                {
                    index.Rebuild(prices);
                }

                return found;
            };
        },
        passes: true);

    public static PeerWork Monitored() => MixedUniverses(
        books =>
        {
            DriftMonitor monitor = new(books.Groups, books.Start);
            return (asset, price, outside) =>
            {
                int found = monitor.Tick(asset, price, outside);
                monitor.Refresh();
                return found;
            };
        },
        passes: true);

    public static PeerWork PlainMonitored() => MixedUniverses(PlainMonitor, passes: false);

    // One tick a run, or all of them where a single one is too short to be typical.
    private static PeerWork OneUniverse(Func<ManyBooks, Scan> scanOf, bool passes)
    {
        ManyBooks books = new(1, Portfolios, seed: 7);
        Scan scan = scanOf(books);
        var outside = new int[Portfolios];
        var prices = new double[ManyBooks.Assets];
        return Walk(books, outside, passes, tick =>
        {
            books.PricesAt(tick, prices);
            return scan(prices, outside);
        });
    }

    private static PeerWork MixedUniverses(Func<ManyBooks, Tick> tickOf, bool passes)
    {
        ManyBooks books = new(Universes, Portfolios / Universes, seed: 7);
        Tick follow = tickOf(books);
        var outside = new int[Portfolios];
        return Walk(books, outside, passes, tick =>
        {
            int coin = books.CoinAt(tick);
            return follow(coin, books.PriceAt(tick, coin), outside);
        });
    }

    private static PeerWork Walk(ManyBooks books, int[] outside, bool passes, Func<int, int> at)
    {
        int next = 0;
        return new PeerWork(Run, Answer) { Parts = passes ? books.Ticks : 1 };

        object? Run()
        {
            for (int k = 0; k < (passes ? books.Ticks : 1); k++)
            {
                next = (next + 1) % books.Ticks;
                at(next);
            }

            return null;
        }

        double[] Answer()
        {
            List<double> answer = [];
            for (int tick = 0; tick < books.Ticks; tick += AnsweredEvery)
            {
                int found = at(tick);
                answer.Add(found);
                answer.AddRange(outside[..found].Order().Select(number => (double)number));
            }

            return [.. answer];
        }
    }

    private static Scan Plain(PlainPortfolio[] portfolios) => (prices, outside) =>
    {
        int found = 0;
        for (int k = 0; k < portfolios.Length; k++)
        {
            if (portfolios[k].IsOutside(prices))
            {
                outside[found++] = k;
            }
        }

        return found;
    };

    private static Tick PlainMonitor(ManyBooks books)
    {
        ImmutableArray<Scan> scans = [.. books.Plain.Select(Plain)];
        double[][] prices = [.. books.Groups.Select(group => group.Assets.Select(coin => books.Start[coin]).ToArray())];
        int each = Portfolios / Universes;
        return (asset, price, outside) =>
        {
            int found = 0;
            for (int g = 0; g < scans.Length; g++)
            {
                int position = books.Groups[g].Assets.IndexOf(asset);
                if (position < 0)
                {
                    continue;
                }

                prices[g][position] = price;
                int more = scans[g](prices[g], outside[found..]);
                foreach (ref int number in outside.Slice(found, more))
                {
                    number += g * each;
                }

                found += more;
            }

            return found;
        };
    }
}
