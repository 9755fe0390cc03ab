using System.Collections.Immutable;
using System.Diagnostics;
using Ballast.Adapters.Connections;
using Ballast.Adapters.Secrets;
using Ballast.Adapters.Venues;
using Ballast.Cli.Commands.Pulling;
using Ballast.Cli.Frame;
using Ballast.Core.Amounts;
using Ballast.Core.Lots;
using Ballast.Core.Markets;
using Ballast.Core.Portfolios;
using Ballast.Engine.Journal;
using Ballast.Engine.Ports;
using Ballast.Server.Features.Lots;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ballast.Cli.Commands.Importing;

/// <summary>Brings past trades from where they are to where they are kept.</summary>
internal static class TradeImport
{
    private const string Accounts = "see 'Connecting an account' in docs/OPERATING.md";

    /// <summary>Does it.</summary>
    public static Task<ImportEnd> RunAsync(
        ImportTerms terms, TradeSink sink, CommandOutput output, CancellationToken cancellation) =>
        terms.File is { } file
            ? FromFileAsync(file, sink, output)
            : FromVenueAsync(terms, sink, output, cancellation);

    private static async Task<ImportEnd> FromFileAsync(string file, TradeSink sink, CommandOutput output)
    {
        TradeFileReading reading = TradeFile.Read(file, sink.Known.Quote, output.Surroundings);
        if (reading is not TradeFileReading.Read { Trades: var all })
        {
            var unusable = (TradeFileReading.Unusable)reading;
            return new ImportEnd.Stopped(ExitCode.BadInput, unusable.Cause, unusable.WayOut);
        }

        (string Market, TradesWish Wish)[] pieces =
        [
            .. all.GroupBy(trade => trade.Market).OrderBy(group => group.Key).SelectMany(
                market => market.Chunk(TradesWish.Most).Select(piece => (market.Key, WishOf(file, piece)))),
        ];
        (int before, int again) = (0, 0);
        foreach ((_, TradesWish wish) in pieces)
        {
            HandedIn rehearsed = await sink.HandIn(wish with { IsRehearsal = true }).ConfigureAwait(false);
            if (rehearsed is not HandedIn.Taken { Reply: var told })
            {
                return new ImportEnd.Stopped(
                    ExitCode.Refused, ((HandedIn.Refused)rehearsed).Cause, "nothing was imported; mend the file");
            }

            (before, again) = (told.ToldBefore, again + told.ToldAgain);
        }

        SortedDictionary<string, ImportedMarket> done = new(StringComparer.Ordinal);
        foreach ((string market, TradesWish wish) in pieces)
        {
            switch (await sink.HandIn(wish).ConfigureAwait(false))
            {
                case HandedIn.Taken { Reply: var reply }:
                    done[market] = done.GetValueOrDefault(market, ImportedMarket.Begun(market)).With(reply);
                    break;
                case HandedIn.Refused refused:
                    return new ImportEnd.Stopped(
                        ExitCode.Refused,
                        refused.Cause,
                        $"{done.Values.Sum(one => one.Added)} new trades were imported; run it again, none counts "
                        + "twice");
                default:
                    throw new UnreachableException();
            }
        }

        return new ImportEnd.Whole(
            [.. done.Values],
            done.Values.Any(one => one.WithoutRate > 0)
                ? [$"the file says no quote_price in {sink.Known.Quote} of them"]
                : [])
        {
            SameName = before > again ? SameName(SourceOf(file), before, again) : null,
        };
    }

    // The same file again, or longer, has in it all that was told before; another one of its name has not.
    private static string SameName(string name, int before, int again)
    {
        string others = $"a file called {name} told of {before} trades before, and {before - again} of them are not in "
            + "this one; files of one name count as one";
        return again == 0
            ? $"{others}. No trade is in both: 'import retract --file' takes back those of the file that it is given"
            : $"{others}. 'import retract --file' with either takes back what both told of the {again} trades that are "
                + "in both: to keep them apart retract them, give the files different names and import both again";
    }

    private static TradesWish WishOf(string file, PastTrade[] piece) => new()
    {
        Trades = [.. piece.Select(TradeWish.Of)],
        Source = SourceOf(file),
        Actor = "cli",
    };

    /// <summary>Whose word a file's trades are. One that is called like the venue's own word is still a file, whose
    /// word can be taken back.</summary>
    public static string SourceOf(string file) => Path.GetFileName(file) is var name
        && name == JournalEvent.TradesImported.FromVenue ? $"./{name}" : name;

    private static async Task<ImportEnd> FromVenueAsync(
        ImportTerms terms, TradeSink sink, CommandOutput output, CancellationToken cancellation)
    {
        string file = terms.Accounts ?? AccountsFile.In(terms.Directory);
        if (AccountsFile.ReadFrom(file) is not AccountsReading.Read { Connections: var connections })
        {
            return new ImportEnd.Stopped(
                ExitCode.BadInput, ((AccountsReading.Refused)AccountsFile.ReadFrom(file)).Cause, Accounts);
        }

        if (connections.FirstOrDefault(one => one.Account == terms.Account) is not { } connection)
        {
            return new ImportEnd.Stopped(ExitCode.BadInput, $"{file} has no account {terms.Account}", Accounts);
        }

        ConnectionSurroundings surroundings = new(
            new SecretPlaces(terms.Directory, Environment.GetEnvironmentVariable),
            new VenueClocks(output.Surroundings.Time, output.Surroundings.Time),
            NullLoggerFactory.Instance);
        ConnectionOpening opening =
            await OpenConnection.OfAsync(connection, surroundings, cancellation).ConfigureAwait(false);
        if (opening is not ConnectionOpening.Opened { Account: var account })
        {
            var refused = (ConnectionOpening.Refused)opening;
            return new ImportEnd.Stopped(ExitCode.Refused, refused.Why.Sentence, refused.WayOut);
        }

        using (account.Part)
        {
            return await FromVenueAsync(terms, account, sink, output, cancellation).ConfigureAwait(false);
        }
    }

    private static async Task<ImportEnd> FromVenueAsync(
        ImportTerms terms,
        ConnectedAccount account,
        TradeSink sink,
        CommandOutput output,
        CancellationToken cancellation)
    {
        if (account is not { History: TradeHistoryAccess.Readable { Source: var source }, Ports.Catalog: { } catalog })
        {
            string why = account.History is TradeHistoryAccess.NotReadable not ? not.Why : "its markets are not told";
            return new ImportEnd.Stopped(
                ExitCode.Refused,
                $"the past trades of {account.Account} ({account.Text}) cannot be read from the first one on: {why}",
                "export them there and use --file");
        }

        AccountReading balances = await account.Ports.Balances.ReadBalancesAsync(account.Account, cancellation)
            .ConfigureAwait(false);
        Reading<ImmutableArray<VenueMarket>> markets = await PatientRead.AskAsync(
            stop => catalog.ReadMarketsAsync(account.Account, stop), output.Surroundings.Time, cancellation)
            .ConfigureAwait(false);
        return (balances, markets) switch
        {
            (AccountReading.Unreadable silent, _) => Silent(silent.Why.Sentence),
            (_, Reading<ImmutableArray<VenueMarket>>.Failed { Error: var error }) =>
                Silent($"{account.Account}: {error.Code} {error.Message}"),
            (AccountReading.Read read, Reading<ImmutableArray<VenueMarket>>.Known { Value: var all }) =>
                await PullProgress.WatchAsync(
                    output,
                    bar => new HistoryImport(account, source, sink, output.Surroundings.Time)
                        .RunAsync(
                            (Wanted(terms, read, all), terms.Beginning), bar("past trades"), cancellation))
                    .ConfigureAwait(false),
            _ => throw new UnreachableException(),
        };
    }

    private static ImportEnd.Stopped Silent(string cause) => new(ExitCode.Refused, cause, "see 'ballast doctor'");

    private static ImmutableArray<Instrument> Wanted(
        ImportTerms terms, AccountReading.Read read, ImmutableArray<VenueMarket> markets)
    {
        HashSet<Asset> held = [.. read.Balances.Where(one => !one.Total.IsZero).Select(one => one.Asset)];
        return
        [
            .. markets.Select(market => market.Instrument).Where(instrument =>
                terms.Breadth == ImportBreadth.EveryMarket
                || held.Contains(instrument.Base)
                || terms.Markets.Contains((instrument.Base, instrument.Quote))),
        ];
    }
}
