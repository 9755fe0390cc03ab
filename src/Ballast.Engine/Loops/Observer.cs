using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Engine.Execution;
using Ballast.Engine.Ports;

namespace Ballast.Engine.Loops;

/// <summary>Reads everything one decision needs, side by side, each source with its own time limit.</summary>
internal sealed class Observer
{
    private const string MarketsUnread = "markets-unread";

    private static readonly VenueError NoMarkets = new(VenueErrorKind.Unavailable, "no-markets", "no markets");

    private readonly PortfolioDesk desk;
    private readonly HealthWatch health;
    private readonly ImmutableArray<IPriceSource> prices;
    private readonly ImmutableArray<Backoff> pricing;
    private readonly ImmutableSortedDictionary<AccountId, Backoff> listing;

    public Observer(PortfolioDesk desk, ImmutableArray<IPriceSource> prices, HealthWatch health)
    {
        this.desk = desk;
        this.health = health;
        this.prices = prices;
        pricing = [.. prices.Select(_ => new Backoff(desk.Time))];
        listing = desk.Lines.ToImmutableSortedDictionary(line => line.Key, _ => new Backoff(desk.Time));
    }

    /// <summary>Price sources that did not answer when they were asked last; they are asked less and less often, and
    /// the others as ever.</summary>
    public ImmutableArray<Reason> SilentPrices =>
        [.. pricing.Where(source => source.IsFailing).Select(source => new Reason("prices-unread", source.Sentence))];

    /// <summary>Reads balances, then prices, markets and books of what is held or wanted.</summary>
    public async Task<Observation> ObserveAsync(CancellationToken cancellation)
    {
        Policy policy = desk.Book.Policy;
        AccountReading[] accounts = await Task.WhenAll(
            policy.Accounts.Select(account => ReadBalancesAsync(account, cancellation)));
        ImmutableArray<Reason> quiet = [.. policy.Accounts.Select(account => desk.Lines[account])
            .Where(line => line.IsQuiet)
            .Select(line => new Reason("rate-limited", line.QuietSentence))];
        if (!quiet.IsEmpty)
        {
            // Nothing can be decided without that account, and prices may come from the venue that wants patience.
            return new Observation
            {
                Accounts = [.. accounts],
                Prices = [],
                Catalogue = new Catalogue.Unread(quiet),
                At = desk.Now,
            };
        }

        ImmutableSortedSet<Asset> assets = Wanted(policy, accounts);
        Task<PriceQuote[][]> quotes =
            Task.WhenAll(prices.Select((source, i) => ReadPricesAsync(source, i, assets, cancellation)));
        Task<Catalogue[]> catalogues = Task.WhenAll(
            policy.Accounts.Select(account => ReadCatalogueAsync(desk.Lines[account], assets, cancellation)));
        return new Observation
        {
            Accounts = [.. accounts],
            Prices = [.. (await quotes).SelectMany(quote => quote)],
            Catalogue = Together(await catalogues),
            At = desk.Now,
        };
    }

    private Task<AccountReading> ReadBalancesAsync(AccountId account, CancellationToken cancellation)
    {
        if (health.Counted(account, desk.Now) is not { } counted)
        {
            return desk.Lines[account].ReadBalancesAsync(cancellation);
        }

        health.Probe(account, cancellation);
        return Task.FromResult<AccountReading>(counted);
    }

    private static ImmutableSortedSet<Asset> Wanted(Policy policy, AccountReading[] accounts)
    {
        ImmutableSortedSet<Asset>.Builder wanted = ImmutableSortedSet.CreateBuilder<Asset>();
        wanted.Add(policy.Quote);
        wanted.UnionWith(policy.Target.Keys);
        wanted.UnionWith(policy.Trigger.VolatilitySpike?.Target.Keys ?? []);
        wanted.UnionWith(policy.Equivalents.SelectMany(pair => pair.Value));
        if (policy.Untracked == UntrackedHoldings.Sell)
        {
            wanted.UnionWith(accounts.OfType<AccountReading.Read>()
                .SelectMany(read => read.Balances).Select(balance => balance.Asset));
        }

        return wanted.ToImmutable();
    }

    private async Task<PriceQuote[]> ReadPricesAsync(
        IPriceSource source, int number, ImmutableSortedSet<Asset> assets, CancellationToken cancellation)
    {
        Backoff backoff = pricing[number];
        if (backoff.IsWaiting)
        {
            return [];
        }

        Reading<ImmutableArray<PriceQuote>> answer = await desk.AskAsync(
            stop => source.ReadPricesAsync(assets, desk.Book.Policy.Quote, stop), cancellation);
        switch (answer)
        {
            case Reading<ImmutableArray<PriceQuote>>.Known known:
                backoff.Succeed();
                return [.. known.Value];
            case Reading<ImmutableArray<PriceQuote>>.Failed failed:
                backoff.Fail(
                    failed.Error, $"price source {number + 1} of {prices.Length} gave none: {failed.Error.Message}");
                return [];
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    // A venue that did not list its markets leaves everything unread: without its filters nothing may be planned.
    private static Catalogue Together(Catalogue[] accounts)
    {
        ImmutableArray<Reason> why = [.. accounts.OfType<Catalogue.Unread>().SelectMany(unread => unread.Why)];
        return why.IsEmpty
            ? new Catalogue.Listed([.. accounts.Cast<Catalogue.Listed>().SelectMany(listed => listed.Markets)])
            : new Catalogue.Unread(why);
    }

    // An account without a catalogue, or that is down, is only counted: it has no market. A catalogue without any
    // market is no answer.
    private async Task<Catalogue> ReadCatalogueAsync(
        VenueLine line, ImmutableSortedSet<Asset> assets, CancellationToken cancellation)
    {
        if (line.Ports.Catalog is not { } catalog || health.Counted(line.Account, desk.Now) is not null)
        {
            return new Catalogue.Listed([]);
        }

        Backoff backoff = listing[line.Account];
        if (backoff.IsWaiting)
        {
            return Unread(backoff);
        }

        Reading<ImmutableArray<VenueMarket>> answer = await line.AskRememberedAsync(
            stop => catalog.ReadMarketsAsync(line.Account, stop), cancellation);
        switch (answer)
        {
            case Reading<ImmutableArray<VenueMarket>>.Failed { Error: { Code: VenueLine.NotAsked } quiet }:
                return new Catalogue.Unread([new Reason(MarketsUnread, quiet.Message)]);
            case Reading<ImmutableArray<VenueMarket>>.Failed failed:
                backoff.Fail(failed.Error, $"{MarketsOf(line)} could not be read: {failed.Error.Message}");
                return Unread(backoff);
            case Reading<ImmutableArray<VenueMarket>>.Known { Value.IsDefaultOrEmpty: true }:
                backoff.Fail(NoMarkets, $"{MarketsOf(line)} were listed as none at all, which no venue means");
                return Unread(backoff);
            case Reading<ImmutableArray<VenueMarket>>.Known known:
                backoff.Succeed();
                line.Health.Note([.. known.Value.Select(market => market.Instrument)]);
                IEnumerable<VenueMarket> wanted = known.Value.Where(
                    market => assets.Contains(market.Instrument.Base) && assets.Contains(market.Instrument.Quote));
                return new Catalogue.Listed(
                    [.. await Task.WhenAll(wanted.Select(market => WithBookAsync(line, market, cancellation)))]);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static Catalogue.Unread Unread(Backoff backoff) => new([new Reason(MarketsUnread, backoff.Sentence)]);

    private static string MarketsOf(VenueLine line) => $"the markets of {line.Account}, with their filters,";

    private static async Task<VenueMarket> WithBookAsync(
        VenueLine line, VenueMarket market, CancellationToken cancellation)
    {
        if (line.Ports.Books is not { } books)
        {
            return market;
        }

        Reading<OrderBook> answer = await line.AskAsideAsync(
            stop => books.ReadBookAsync(market.Instrument, line.BookLevels, stop), cancellation);
        return answer is Reading<OrderBook>.Known known ? market with { Book = known.Value } : market;
    }
}
