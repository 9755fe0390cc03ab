using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Ballast.Adapters.Secrets;
using Ballast.Adapters.Venues;
using Ballast.Adapters.Venues.BinanceSpot;
using Ballast.Adapters.Venues.Bridged;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;
using Ballast.PaperExchange;
using Ballast.PaperExchange.Accounts;
using Ballast.PaperExchange.Clocks;
using Ballast.PaperExchange.Hosting;
using Ballast.PaperExchange.Markets;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace Ballast.Bench;

/// <summary>
/// How long one order takes on loopback, one after another: signed (up to the request that the journal would keep) and
/// sent (up to the exchange's answer after its commit), by the native client and over the bridge.
/// </summary>
internal static class LatencyMeasurement
{
    private const int WarmUp = 50;
    private const decimal Stake = 15m;

    private static readonly AccountId Account = new("bench");

    /// <summary>Runs the exchange in this process and says what came out.</summary>
    public static async Task RunAsync(int orders)
    {
        string folder = Directory.CreateTempSubdirectory("ballast-latency-").FullName;
        try
        {
            ExchangeClocks clocks = new(TimeProvider.System, TimeProvider.System);
            MarketChoice.Simulated market = new(AssetSpec.Usual, new Asset("USDC"), 7) { HistoryDays = 2 };
            PaperVenueOptions options = new() { RateLimits = RateLimits.None };
            using PaperVenue venue = PaperSetup.Open(market, options, Path.Combine(folder, "exchange.db"), clocks);
            await using PaperExchangeHost host = await PaperExchangeHost.StartAsync(venue, 0, clocks);
            Instrument btc = venue.Instruments.Single(instrument => instrument.Base.Symbol == "BTC");
            venue.Transfer(PaperAccount.Demo.Name, btc.Base, 1m);
            Func<decimal> price = () => venue.Quote(btc.Symbol)!.Last;
            using BinanceSpotVenue native = Native(host.Address);
            await MeasureAsync("native client", native.Orders, btc, price, orders);
            using ExchangeBridge bridge = ExchangeBridge.Of(
                    AppContext.BaseDirectory, TimeProvider.System, NullLogger.Instance)
                ?? throw new InvalidOperationException("there is no bridge here");
            BridgedVenue bridged = await BridgedAsync(host.Address, bridge);
            await MeasureAsync("bridge", bridged.Orders!, btc with { Symbol = "BTC/USDC" }, price, orders);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(
        string name, IOrderGateway gateway, Instrument market, Func<decimal> price, int orders)
    {
        List<double> signed = [];
        List<double> sent = [];
        for (int number = 0; number < WarmUp + orders; number++)
        {
            OrderTicket ticket = Ticket(market, number, price());
            long begun = Stopwatch.GetTimestamp();
            Reading<PreparedRequest> request = await gateway.PrepareAsync(ticket, CancellationToken.None);
            TimeSpan signing = Stopwatch.GetElapsedTime(begun);
            begun = Stopwatch.GetTimestamp();
            SendOutcome outcome = await gateway.SendAsync(
                ((Reading<PreparedRequest>.Known)request).Value, CancellationToken.None);
            TimeSpan sending = Stopwatch.GetElapsedTime(begun);
            if (outcome is not SendOutcome.Accepted)
            {
                throw new InvalidOperationException($"order {number}: {outcome}");
            }

            if (number >= WarmUp)
            {
                signed.Add(signing.TotalMilliseconds);
                sent.Add(sending.TotalMilliseconds);
            }
        }

        Console.WriteLine($"{name}, {orders} orders: signed {Spread(signed)}; sent {Spread(sent)}");
    }

    private static string Spread(List<double> milliseconds)
    {
        milliseconds.Sort();
        double At(double share) => milliseconds[(int)Math.Min(milliseconds.Count * share, milliseconds.Count - 1)];
        return string.Create(
            CultureInfo.InvariantCulture, $"p50 {At(0.5):0.00} ms, p99 {At(0.99):0.00} ms, worst {At(1):0.00} ms");
    }

    // Bought and sold in turn, so that the account never runs dry.
    private static OrderTicket Ticket(Instrument market, int number, decimal price) => new()
    {
        Id = ClientOrderId.Of(7, 1, (ulong)(number + 1), (ushort)market.Symbol.Length, 0),
        Account = Account,
        Instrument = market,
        Side = number % 2 == 0 ? TradeSide.Buy : TradeSide.Sell,
        Size = new Quantity(Rounding.Up(Stake / price, market.Lot.Step)),
        LimitPrice = new Price(Rounding.Down(price * (number % 2 == 0 ? 1.01m : 0.99m), market.Tick.Step)),
        TimeInForce = TimeInForce.ImmediateOrCancel,
        RequestExpiresAt = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()) + Duration.FromSeconds(20),
    };

    private static BinanceSpotVenue Native(Uri address) => BinanceSpotVenue.OverNetwork(
        new BinanceSpotOptions
        {
            Account = Account,
            Address = address,
            ApiKey = new Secret(PaperAccount.Demo.ApiKey),
            ApiSecret = new Secret(PaperAccount.Demo.Secret),
        },
        new VenueClocks(TimeProvider.System, TimeProvider.System));

    private static async Task<BridgedVenue> BridgedAsync(Uri address, ExchangeBridge bridge) =>
        await BridgedVenue.OpenAsync(
            new BridgedOptions
            {
                Account = Account,
                Exchange = "binance",
                Network = "local",
                Address = address,
                Credentials = ImmutableSortedDictionary<string, Secret>.Empty
                    .Add("apiKey", new Secret(PaperAccount.Demo.ApiKey))
                    .Add("secret", new Secret(PaperAccount.Demo.Secret)),
                Venue = "paper-binance",
            },
            bridge,
            new VenueClocks(TimeProvider.System, TimeProvider.System),
            CancellationToken.None) is Reading<BridgedVenue>.Known opened
            ? opened.Value
            : throw new InvalidOperationException("the bridge cannot be opened");
}
