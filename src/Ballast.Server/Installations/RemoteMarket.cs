using System.Collections.Immutable;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Ballast.Adapters.Venues.BinanceSpot;
using Ballast.Adapters.Venues.Paper;
using Ballast.Core.Portfolios;
using Ballast.Core.Policies;
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
        InstallationSettings settings, Uri address, CancellationToken cancellation)
    {
        Policy policy = settings.Policy is PolicySource.FromFile file ? file.First.Policy : DefaultPolicy.Policy;
        if (await ClockOfAsync(settings.Real, address, cancellation) is not { } clock)
        {
            return new MarketOpening.Refused(
                $"no paper exchange answers at {address}",
                    "start one with 'ballast paper', or name another with --venue");
        }

        VenueClocks clocks = new(clock, settings.Real);
        Dictionary<AccountId, BinanceSpotVenue> connections = PaperCustomers.With(policy.Accounts).ToDictionary(
            account => account,
            account =>
                PaperConnection.OverLoopback(address, account, PaperCustomers.Of(account, policy.Quote), clocks));
        BinanceSpotVenue first = connections.Values.First();
        return new MarketOpening.Opened(new OpenMarket
        {
            Accounts = connections.ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value.AsPorts()),
            Prices = first.Prices,
            Candles = first.Candles,
            Clock = clock,
            Speed = clock.Speed,
            Pace = static journal => journal,
            Text = $"paper exchange at {address.Authority}, paper money: {SpeedWords.Of(clock.Speed)}",
            Installation = (uint)RandomNumberGenerator.GetInt32(1, LargestInstallation),
            Parts = [.. connections.Values.Select(Closing.Of)],
        });
    }

    private static async Task<ScaledTimeProvider?> ClockOfAsync(
        TimeProvider real, Uri address, CancellationToken cancellation)
    {
        using HttpClient http = new() { BaseAddress = address, Timeout = Patience };
        try
        {
            ClockWords? words = await http.GetFromJsonAsync<ClockWords>(
                "paper/clock", JsonSerializerOptions.Web, cancellation);
            DateTimeOffset realOrigin = words?.RealOrigin ?? real.GetUtcNow();
            return words is null
                ? null
                : new ScaledTimeProvider(real, realOrigin, words.Origin ?? words.Now, words.Speed ?? 1d);
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
