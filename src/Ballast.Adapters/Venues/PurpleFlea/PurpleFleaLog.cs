using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Venues.PurpleFlea;

/// <summary>
/// The agent's transaction log, as changes of its sleeves. What services earn, trade and are charged is left out:
/// balances show it. A coin that the owner brings to the wallet counts at the price of the moment in which it is read.
/// </summary>
internal sealed class PurpleFleaLog(FleaWire wire, FleaCoinPrices prices) : IChangeLog
{
    private const int PageSize = 1000;
    private const int MostLines = 200_000;
    private const decimal Unit = 0.00000001m;

    /// <inheritdoc/>
    public async Task<Reading<ChangePage>> ReadChangesAsync(
        AccountId account, string after, CancellationToken cancellation)
    {
        var lines = ImmutableArray.CreateBuilder<FleaLogLine>();
        HashSet<string> told = [after];
        string cursor = after;
        while (lines.Count < MostLines)
        {
            string from = cursor.Length > 0 ? $"&after={Uri.EscapeDataString(cursor)}" : "";
            Reading<ImmutableArray<FleaLogLine>> answer = await wire.ReadAsync(
                wire.AgentPath($"transactions?limit={PageSize}{from}"), FleaRecords.Log, cancellation);
            if (answer is not Reading<ImmutableArray<FleaLogLine>>.Known { Value: var read })
            {
                return new Reading<ChangePage>.Failed(((Reading<ImmutableArray<FleaLogLine>>.Failed)answer).Error);
            }

            // How many lines a page has is the venue's to say: only an empty one is the end.
            if (read.IsEmpty)
            {
                return await TellAsync(lines.DrainToImmutable(), cursor, cancellation);
            }

            if (read.FirstOrDefault(line => !told.Add(line.Id)) is { } again)
            {
                return Failed("log-repeats", $"the log tells line {again.Id} again behind line {cursor}");
            }

            lines.AddRange(read);
            cursor = read[^1].Id;
        }

        return Failed("log-too-long", $"the log has more than {MostLines} lines");
    }

    private async Task<Reading<ChangePage>> TellAsync(
        ImmutableArray<FleaLogLine> lines, string cursor, CancellationToken cancellation)
    {
        ImmutableArray<FleaLogLine> told = [.. lines.Where(line => line.Kind is not null)];
        ImmutableArray<Asset> coins =
            [.. told.Select(line => line.Unit).Where(unit => unit != FleaSleeves.Cash).Distinct()];
        if (await prices.ReadAsync(coins, cancellation) is not
            Reading<ImmutableSortedDictionary<Asset, Price>>.Known { Value: var known })
        {
            return Failed("coins-unpriced", "what the log's coins are worth could not be read");
        }

        return coins.FirstOrDefault(coin => !known.ContainsKey(coin)) is { } strange
            ? Failed("coins-unpriced", $"the log speaks of {strange}, which has no price")
            : new Reading<ChangePage>.Known(new ChangePage(
                [.. told.Select(line => Change(line, known.GetValueOrDefault(line.Unit, Price.One)))], cursor));
    }

    private static VenueChange Change(FleaLogLine line, Price price) => new()
    {
        Id = line.Id,
        Asset = line.Sleeve,
        Change = Rounding.ToStep(new Quantity(line.Amount * price.Value), Unit),
        Kind = line.Kind!.Value,
        Order = FleaGateway.OursIn(line.Reason),
        Execution = line.Reference,
    };

    private static Reading<ChangePage>.Failed Failed(string code, string what) =>
        new(new VenueError(VenueErrorKind.Unavailable, code, what));
}
