using System.Collections.Immutable;
using Ballast.Core.Markets;
using Ballast.PaperExchange.Markets.Csv;
using Ballast.Testing;
using NodaTime;

namespace Ballast.Adapters.Tests.Replays;

/// <summary>Recordings that lie beside the repository, or a part of one.</summary>
internal static class RecordedPrices
{
    /// <summary>Reads files; skips the test where there are none.</summary>
    public static CandleTable Read(params IReadOnlyList<string> names)
    {
        List<string> paths = [];
        foreach (string name in names)
        {
            switch (ReferenceFile.Locate(name))
            {
                case ReferenceFile.Found found:
                    paths.Add(found.Path);
                    break;
                case ReferenceFile.NoFolder none:
                    Assert.Skip(none.Why);
                    break;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }

        return CandleCsv.ReadFiles(paths).ShouldBeOfType<CandleCsvReading.Read>().Table;
    }

    /// <summary>The bars of some assets between two instants, both included.</summary>
    public static CandleTable Between(this CandleTable table, Instant from, Instant until) => CandleTable.Of(
        table.BarLength,
        table.Assets.ToImmutableDictionary(
            asset => asset,
            asset => table.SeriesOf(asset).Where(bar => bar.End >= from && bar.End <= until).ToImmutableArray()));
}
