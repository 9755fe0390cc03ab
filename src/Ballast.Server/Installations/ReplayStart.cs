using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Policies;
using Ballast.Core.Targets;
using NodaTime;
using NodaTime.Text;

namespace Ballast.Server.Installations;

/// <summary>Where a replay of recorded prices begins.</summary>
/// <param name="At">The instant of its first bar.</param>
/// <param name="Words">From when it plays and which asset has no price before or yet, for people; begins with a
/// blank.</param>
internal sealed record ReplayStart(Instant At, string Words)
{
    /// <summary>The bar at or after the instant that was asked for; where none was, the first at which every asset of
    /// the policy has a price, as nothing can be traded before. An asset that the file never prices is not waited
    /// for.</summary>
    /// <param name="table">The recording.</param>
    /// <param name="policy">Whose assets.</param>
    /// <param name="asked">An instant, or <see langword="null"/>.</param>
    /// <returns><see langword="null"/> where the recording has nothing at or after the instant.</returns>
    public static ReplayStart? Of(CandleTable table, Policy policy, Instant? asked)
    {
        ImmutableArray<(Asset Asset, Instant From)> begins = Begins(table, policy);
        if (asked is { } from)
        {
            Instant bar = table.Instants.FirstOrDefault(instant => instant >= from, Instant.MinValue);
            string[] later = [.. begins.Where(begin => begin.From > bar)
                .Select(begin => $"{begin.Asset} has prices from {Day(begin.From)}")];
            string missing = later.Length == 0 ? "" : $" ({string.Join(", ", later)})";
            return bar == Instant.MinValue ? null : new ReplayStart(bar, $" from {Day(bar)}{missing}");
        }

        Instant first = table.Instants[0];
        Instant begin = begins.Select(each => each.From).Append(first).Max();
        Instant whole = FirstWhole(table, begins, begin) ?? begin;
        return new ReplayStart(
            whole,
            whole == first ? "" : $" from {Day(whole)} ({Last(begins, whole)} before)");
    }

    private static ImmutableArray<(Asset Asset, Instant From)> Begins(CandleTable table, Policy policy) =>
    [
        .. from asset in TargetRule.Managed(policy)
           where asset != policy.Quote && table.Assets.Contains(asset)
           let first = table.SeriesOf(asset).FirstOrDefault(bar => bar.Close.Value > 0m)
           where first is not null
           select (asset, first.End),
    ];

    private static Instant? FirstWhole(
        CandleTable table, ImmutableArray<(Asset Asset, Instant From)> begins, Instant begin)
    {
        int[] columns = [.. begins.Select(each => table.ColumnOf(each.Asset))];
        for (int row = 0; row < table.Instants.Length; row++)
        {
            if (table.Instants[row] >= begin
                && columns.All(column => table[row, column] is { Close.Value: > 0m }))
            {
                return table.Instants[row];
            }
        }

        return null;
    }

    private static string Last(ImmutableArray<(Asset Asset, Instant From)> begins, Instant whole) =>
        begins.FirstOrDefault(begin => begin.From == whole) is { Asset: { } asset }
            ? $"{asset} has no price"
            : "not every asset has a price";

    private static string Day(Instant instant) => LocalDatePattern.Iso.Format(instant.InUtc().Date);
}
