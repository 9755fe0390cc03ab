using System.Collections.Immutable;
using System.Globalization;
using Ballast.Adapters.Venues;
using Ballast.Adapters.Venues.BinanceSpot;
using Ballast.Adapters.Venues.Paper;
using Ballast.Adapters.Venues.PurpleFlea;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.PaperExchange;
using Ballast.PaperExchange.Clocks;
using Ballast.PaperExchange.Hosting;
using Ballast.PaperExchange.Markets;
using Ballast.PaperExchange.Markets.Csv;
using Ballast.Server.Clocks;
using NodaTime;
using NodaTime.Text;
using PaperMarketChoice = Ballast.PaperExchange.Hosting.MarketChoice;

namespace Ballast.Server.Installations;

/// <summary>
/// A paper exchange in this process, with its own store under the data directory. Its time begins at a fixed instant
/// (or with the first
/// replayed bar), so that a seed means the same prices everywhere, and goes on after a stop where the journal ended.
/// </summary>
internal sealed class LocalMarket
{
    private const ulong UsualSeed = 7;
    private const double UsualSpeed = 3600d;
    private const double BarsPerSecond = 2d;
    private const uint LargestInstallation = (1u << 24) - 1;

    private static readonly Instant FirstDay = Instant.FromUtc(2026, 1, 1, 0, 0);

    // A single pass of cron comes an hour of the market after the one before.
    private static readonly Duration PassStep = Duration.FromHours(1);

    private readonly InstallationSettings settings;
    private readonly MarketPlace place;

    private LocalMarket(InstallationSettings settings, MarketPlace place)
    {
        this.settings = settings;
        this.place = place;
    }

    private Instant? Next => place.Next;

    /// <summary>Opens the exchange.</summary>
    /// <param name="settings">What the start asks for.</param>
    /// <param name="choice">The market, which does not contradict the place's record.</param>
    /// <param name="place">Where it was begun, and when it goes on.</param>
    public static MarketOpening Open(InstallationSettings settings, MarketChoice choice, MarketPlace place)
    {
        LocalMarket market = new(settings, place);
        return choice switch
        {
            MarketChoice.Simulated simulated => market.Simulate(simulated, place.Record),
            MarketChoice.Replayed replayed => market.Replay(replayed, place.Record),
            MarketChoice.Remote or MarketChoice.Connected or MarketChoice.Live =>
                throw new System.Diagnostics.UnreachableException("the market is not local"),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private MarketOpening Simulate(MarketChoice.Simulated choice, MarketRecord? before)
    {
        Policy policy = settings.Policy is PolicySource.FromFile file ? file.First.Policy : DefaultPolicy.Policy;
        MarketRecord record = before ?? new MarketRecord
        {
            Kind = MarketKind.Simulated,
            Quote = policy.Quote,
            Seed = choice.Seed ?? UsualSeed,
            Assets = [.. SimulatedAssets.Of(policy).Select(spec => spec.Asset)],
            Accounts = [.. PaperCustomers.With(policy.Accounts).Select(account => account.Value)],
        };
        ulong seed = record.Seed ?? UsualSeed;
        double speed = choice.Speed ?? UsualSpeed;
        ImmutableArray<AssetSpec> specs = SimulatedAssets.Of(record.Assets, record.Quote);
        return Open(
            record,
            new PaperMarketChoice.Simulated(specs, record.Quote, seed),
            new Pacing(Next ?? FirstDay, speed, string.Create(
                CultureInfo.InvariantCulture, $"simulated market, seed {seed}")));
    }

    private MarketOpening Replay(MarketChoice.Replayed choice, MarketRecord? before)
    {
        CandleCsvReading reading = CandleCsv.ReadFiles([choice.PriceFile]);
        if (reading is CandleCsvReading.Refused refused)
        {
            return new MarketOpening.BadInput(refused.Message, "mend the file or name another with --prices");
        }

        Core.Markets.CandleTable table = ((CandleCsvReading.Read)reading).Table;
        Policy policy = settings.Policy is PolicySource.FromFile file ? file.First.Policy : DefaultPolicy.Policy;
        MarketRecord record = before ?? new MarketRecord
        {
            Kind = MarketKind.Replay,
            Quote = policy.Quote,
            PriceFile = choice.PriceFile,
            Accounts = [.. PaperCustomers.With(policy.Accounts).Select(account => account.Value)],
        };
        if (choice.From is not null && Next is { } reached)
        {
            return new MarketOpening.BadInput(
                "--from says where a replay begins, and this one has reached "
                + InstantPattern.ExtendedIso.Format(reached),
                "leave --from out to go on, or choose another --data");
        }

        if (ReplayStart.Of(table, policy, choice.From) is not { } start)
        {
            return new MarketOpening.BadInput(
                $"--from lies after the last price, of {InstantPattern.ExtendedIso.Format(table.Instants[^1])}",
                "choose an earlier one, or leave it out");
        }

        double speed = choice.Speed ?? table.BarLength.TotalSeconds * BarsPerSecond;
        RecordingEnd end = RecordingEnd.Of(table, choice.PriceFile);
        return Open(
            record,
            new PaperMarketChoice.Replayed(table, record.Quote),
            new Pacing(Next ?? start.At, speed, $"replayed prices of {end.Name}{(Next is null ? start.Words : "")}")
            {
                End = end,
            });
    }

    private MarketOpening Open(MarketRecord record, PaperMarketChoice choice, Pacing pacing)
    {
        string store = Path.Combine(place.Directory, "paper");
        string file = Path.Combine(store, "exchange.db");
        if (Next is not null && new FileInfo(file) is not { Exists: true, Length: > 0 })
        {
            return new MarketOpening.Refused(
                $"{file} is missing: it is the exchange's own record of the balances and orders that the journal "
                + "speaks of",
                "put it back as it was, or begin anew with another --data");
        }

        Directory.CreateDirectory(store);
        ImmutableArray<AccountId> accounts = [.. record.Accounts.Select(name => new AccountId(name)).Order()];
        bool isServer = settings.Pace == InstallationPace.Server;
        Instant start = isServer || Next is null ? pacing.Start : pacing.Start + PassStep;
        PacedClock clock = new(settings.Real, start.ToDateTimeOffset(), isServer ? pacing.Speed : 1d)
        {
            StartsSlow = true,
            FastUntil = pacing.End?.At.ToDateTimeOffset() ?? DateTimeOffset.MaxValue,
        };
        PaperVenueOptions options = new()
        {
            Accounts = [.. accounts.Select(account => PaperCustomers.Of(account, record.Quote))],
            Seed = record.Seed ?? UsualSeed,
        };
        ExchangeClocks times = new(clock, settings.Real);
        PaperVenue venue;
        try
        {
            venue = PaperSetup.Open(choice, options, file, times);
        }
        catch (IOException unusable)
        {
            return new MarketOpening.Refused(
                unusable.Message.TrimEnd('.'),
                "make room where the disk is full, restore the file where it is damaged, or choose another --data");
        }

        place.Keep(record);

        VenueClocks clocks = new(clock, settings.Real);
        OpenMarket market = Assemble(accounts, clock, venue, clocks, account =>
            PaperConnection.InProcess(venue, account, PaperCustomers.Of(account, record.Quote), clocks));
        return new MarketOpening.Opened(market with
        {
            Text = $"{pacing.Source}, paper money: {SpeedWords.Of(clock.Speed)}, real time while orders travel",
            End = pacing.End,
            Exchange = new EmbeddedExchange(venue, times),
            Transfers = new PaperTransfers(venue, record.Quote, accounts.ToImmutableSortedDictionary(
                account => account, account => PaperCustomers.Of(account, record.Quote).Name)).Pace(clock),
            Installation = 1 + (uint)((record.Seed ?? 0) % (LargestInstallation - 1)),
        });
    }

    private static OpenMarket Assemble(
        ImmutableArray<AccountId> accounts,
        PacedClock clock,
        PaperVenue venue,
        VenueClocks clocks,
        Func<AccountId, BinanceSpotVenue> connect)
    {
        PurpleFleaVenue services = PaperServices.InProcess(venue, PaperCustomers.Services, clocks);
        PurpleFleaWallet wallet = PaperServices.WalletInProcess(venue, PaperCustomers.Wallet, clocks);
        Dictionary<AccountId, BinanceSpotVenue> connections = accounts.ToDictionary(account => account, connect);
        BinanceSpotVenue first = connections[accounts[0]];
        return new OpenMarket
        {
            Accounts = connections.ToImmutableSortedDictionary(
                    pair => pair.Key, pair => pair.Value.AsPorts().Pace(clock))
                .Add(PaperCustomers.Services, services.AsPorts().Pace(clock))
                .Add(PaperCustomers.Wallet, wallet.AsPorts().Pace(clock)),
            Prices = [first.Prices.Pace(clock), services.Prices],
            Candles = new CandlesInTurn([services.Candles, first.Candles]).Pace(clock),
            Clock = clock,
            Speed = clock.Speed,
            Pace = journal => journal.Pace(clock),
            Text = "",
            Installation = 1,
            Parts =
            [
                clock,
                .. connections.Values.Select(Closing.Of),
                Closing.Of(services),
                Closing.Of(wallet),
                Closing.Of(venue),
            ],
        };
    }

    private sealed record Pacing(Instant Start, double Speed, string Source)
    {
        public RecordingEnd? End { get; init; }
    }
}
