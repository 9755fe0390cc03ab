using System.Collections.Immutable;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Ballast.Adapters.Venues;
using Ballast.Adapters.Venues.BinanceSpot;
using Ballast.Adapters.Venues.Paper;
using Ballast.Adapters.Venues.PurpleFlea;
using Ballast.Core.Portfolios;
using Ballast.Core.Policies;
using Ballast.PaperExchange;
using Ballast.PaperExchange.Clocks;

namespace Ballast.Server.Installations;

/// <summary>
/// A paper exchange in a process of its own. Both processes read one scaled clock: the exchange says from which instant
/// and how fast,
/// and no later question is needed, so a restart of either changes nothing.
/// </summary>
internal static class RemoteMarket
{
    private const int LargestInstallation = (1 << 24) - 1;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Connects.</summary>
    public static async Task<MarketOpening> OpenAsync(
        InstallationSettings settings, Uri address, MarketPlace place, CancellationToken cancellation)
    {
        if (await WordsOfAsync(address, cancellation) is not { } words)
        {
            return new MarketOpening.Refused(
                $"no paper exchange answers at {address}",
                place.Record is null
                    ? "start one with 'ballast paper', or name another with --venue"
                    : "start it again with 'ballast paper', or say with --venue where it answers now");
        }

        MarketRecord record = RecordOf(settings, place.Record, address, words);
        if (record.VenueBegan != words.RealOrigin)
        {
            return new MarketOpening.BadInput(
                $"{address} is another exchange than the one that this directory was begun with",
                "name that one with --venue, or choose another --data");
        }

        place.Keep(record);
        TimeProvider real = settings.Real;
        ScaledTimeProvider clock = new(
            real, words.RealOrigin ?? real.GetUtcNow(), words.Origin ?? words.Now, words.Speed ?? 1d);
        if (place.Lag(clock, settings.Pace) is { } behind)
        {
            return new MarketOpening.Refused(
                $"the machine's clock went back: the market's time is {behind} behind the last entry of the journal",
                "set the machine's clock right; nothing is decided until time has caught up");
        }

        VenueClocks clocks = new(clock, real);
        TimeSpan window = PaperVenueOptions.RequestWindowAt(clock.Speed);
        Dictionary<AccountId, BinanceSpotVenue> connections = record.Accounts.Select(name => new AccountId(name))
            .ToDictionary(
                account => account,
                account =>
                    PaperConnection.OverLoopback(
                        address, account, PaperCustomers.Of(account, record.Quote), clocks, window));
        BinanceSpotVenue first = connections.Values.First();
        PurpleFleaVenue services = PaperServices.OverLoopback(address, PaperCustomers.Services, clocks);
        PurpleFleaWallet wallet = PaperServices.WalletOverLoopback(address, PaperCustomers.Wallet, clocks);
        return new MarketOpening.Opened(new OpenMarket
        {
            Accounts = connections.ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value.AsPorts())
                .Add(PaperCustomers.Services, services.AsPorts())
                .Add(PaperCustomers.Wallet, wallet.AsPorts()),
            Prices = [first.Prices, services.Prices],
            Candles = new CandlesInTurn([services.Candles, first.Candles]),
            Clock = clock,
            Speed = clock.Speed,
            Pace = static journal => journal,
            Text = $"paper exchange at {address.Authority}, paper money: {SpeedWords.Of(clock.Speed)}",
            ExchangeAddress = address,
            Installation = (uint)RandomNumberGenerator.GetInt32(1, LargestInstallation),
            Parts = [.. connections.Values.Select(Closing.Of), Closing.Of(services), Closing.Of(wallet)],
        });
    }

    // An account that a later policy names is added; the currency stays.
    private static MarketRecord RecordOf(
        InstallationSettings settings, MarketRecord? before, Uri address, ClockWords words)
    {
        Policy policy = settings.Policy is PolicySource.FromFile file ? file.First.Policy : DefaultPolicy.Policy;
        IEnumerable<AccountId> known = before?.Accounts.Select(name => new AccountId(name)) ?? [];
        string[] accounts =
            [.. PaperCustomers.With(known.Concat(policy.Accounts)).Select(account => account.Value)];
        return before is not null && before.Venue == address && before.Accounts.SequenceEqual(accounts)
            ? before
            : new MarketRecord
            {
                Kind = MarketKind.Remote,
                Quote = before?.Quote ?? policy.Quote,
                Venue = address,
                VenueBegan = before is null ? words.RealOrigin : before.VenueBegan,
                Accounts = accounts,
            };
    }

    private static async Task<ClockWords?> WordsOfAsync(Uri address, CancellationToken cancellation)
    {
        using HttpClient http = new() { BaseAddress = address, Timeout = Patience };
        try
        {
            return await http.GetFromJsonAsync<ClockWords>("paper/clock", JsonSerializerOptions.Web, cancellation);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or TaskCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            return null;
        }
    }

    private sealed record ClockWords(
        DateTimeOffset Now, DateTimeOffset? RealOrigin, DateTimeOffset? Origin, double? Speed);
}
