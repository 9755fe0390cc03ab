using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.PaperExchange;
using Ballast.PaperExchange.Accounts;
using Ballast.PaperExchange.Clocks;
using Ballast.PaperExchange.Faces.Binance;
using Ballast.PaperExchange.Hosting;
using Ballast.PaperExchange.Markets;
using Ballast.PaperExchange.Orders;
using Ballast.PaperExchange.Stores;

namespace Ballast.Bench;

/// <summary>
/// Signed market orders over loopback at a fixed rate, each answered after its commit. An order's time counts from the
/// instant at which it was due, so that a stall is paid by every order that had to wait behind it.
/// </summary>
internal static class LoadMeasurement
{
    private const int Senders = 64;

    // The runtime compiles what is called often once more beside the first of it, on the same cores.
    private const int WarmUpSeconds = 20;

    private const decimal Stake = 15m;

    /// <summary>Runs the exchange and its clients in this process, and says what came out.</summary>
    public static async Task RunAsync(int rate, int seconds)
    {
        string folder = Directory.CreateTempSubdirectory("ballast-load-").FullName;
        try
        {
            ExchangeClocks clocks = new(TimeProvider.System, TimeProvider.System);
            MarketChoice.Simulated market = new(AssetSpec.Usual, new Asset("USDC"), 7) { HistoryDays = 2 };
            PaperVenueOptions options = new() { RateLimits = RateLimits.None };
            using PaperVenue venue = PaperSetup.Open(market, options, Path.Combine(folder, "exchange.db"), clocks);
            Fund(venue);
            await using PaperExchangeHost host = await PaperExchangeHost.StartAsync(venue, 0, clocks);
            LoadRun warmUp = await SendAsync(host.Address, venue, rate, WarmUpSeconds);
            LoadRun run = await SendAsync(host.Address, venue, rate, seconds);
            run.Report(rate);
            Audit(venue.Record(), [.. warmUp.Accepted, .. run.Accepted]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // Enough of everything that no order is refused for want of it.
    private static void Fund(PaperVenue venue)
    {
        foreach (Instrument instrument in venue.Instruments)
        {
            decimal price = venue.Quote(instrument.Symbol)!.Last;
            decimal units = Rounding.Down(100_000m / price, instrument.Lot.Step);
            venue.Transfer(PaperAccount.Demo.Name, instrument.Base, units);
        }
    }

    private static async Task<LoadRun> SendAsync(Uri exchange, PaperVenue venue, int rate, int seconds)
    {
        using HttpClient http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = exchange };
        http.DefaultRequestHeaders.Add("X-MBX-APIKEY", PaperAccount.Demo.ApiKey);
        (string Symbol, string Size)[] orders = [.. venue.Instruments.Select(instrument => (
            instrument.Symbol,
            Rounding.Up(Stake / venue.Quote(instrument.Symbol)!.Last, instrument.Lot.Step)
                .ToString(CultureInfo.InvariantCulture)))];
        LoadRun run = new(rate * seconds);
        long begun = Stopwatch.GetTimestamp();
        int next = -1;
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => Task.Run(async () =>
        {
            for (int i = Interlocked.Increment(ref next); i < run.Wanted; i = Interlocked.Increment(ref next))
            {
                TimeSpan due = TimeSpan.FromSeconds((double)i / rate);
                TimeSpan early = due - Stopwatch.GetElapsedTime(begun);
                if (early > TimeSpan.Zero)
                {
                    await Task.Delay(early);
                }

                (string symbol, string size) = orders[i % orders.Length];
                string id = string.Create(CultureInfo.InvariantCulture, $"load-{begun}-{i}");
                string side = i / orders.Length % 2 == 0 ? "BUY" : "SELL";
                HttpStatusCode status = await PostAsync(
                    http, $"symbol={symbol}&side={side}&type=MARKET&quantity={size}&newClientOrderId={id}");
                run.Note(i, Stopwatch.GetElapsedTime(begun) - due, status == HttpStatusCode.OK ? id : null);
            }
        })));
        run.Elapsed = Stopwatch.GetElapsedTime(begun);
        return run;
    }

    private static async Task<HttpStatusCode> PostAsync(HttpClient http, string order)
    {
        string form = string.Create(
            CultureInfo.InvariantCulture, $"{order}&timestamp={DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()}");
        string signed = $"{form}&signature={RequestSigner.Sign(PaperAccount.Demo.Secret, form)}";
        using StringContent body = new(signed, Encoding.UTF8, "application/x-www-form-urlencoded");
        using HttpResponseMessage answer = await http.PostAsync(new Uri("api/v3/order", UriKind.Relative), body);
        await answer.Content.ReadAsByteArrayAsync();
        return answer.StatusCode;
    }

    /// <summary>Every acknowledged order is in the record once and filled, and balances are flows and trades.</summary>
    private static void Audit(StoredExchange record, IReadOnlyCollection<string> acknowledged)
    {
        Dictionary<string, int> filled = record.Orders.Where(order => order.State == OrderState.Filled)
            .GroupBy(order => order.ClientId).ToDictionary(orders => orders.Key, orders => orders.Count());
        int lost = acknowledged.Count(id => filled.GetValueOrDefault(id) != 1);
        int unasked = record.Orders.Length - acknowledged.Count;
        Dictionary<(string, string), decimal> books = [];
        foreach (ExchangeFlow flow in record.Flows)
        {
            Add(flow.Account, flow.Asset, flow.Amount);
        }

        foreach (ExchangeTrade trade in record.Trades)
        {
            decimal sign = trade.Side == TradeSide.Buy ? 1m : -1m;
            Add(trade.Account, trade.Symbol[..^4], sign * trade.Size);
            Add(trade.Account, trade.Symbol[^4..], -sign * trade.Size * trade.Price);
            Add(trade.Account, trade.FeeAsset, -trade.Fee);
        }

        int wrong = record.Balances.Count(row =>
            books.GetValueOrDefault((row.Account, row.Asset)) != row.Free + row.Locked);
        Console.WriteLine(
            $"acknowledged {acknowledged.Count}, lost {lost}, not acknowledged {unasked}, "
            + $"balances {record.Balances.Length}, of which unequal to flows and trades {wrong}");

        void Add(string account, string asset, decimal amount) =>
            books[(account, asset)] = books.GetValueOrDefault((account, asset)) + amount;
    }

    private sealed class LoadRun(int wanted)
    {
        private readonly double[] milliseconds = new double[wanted];
        private readonly ConcurrentBag<string> accepted = [];

        public int Wanted => wanted;

        public TimeSpan Elapsed { get; set; }

        public IReadOnlyCollection<string> Accepted => accepted;

        public void Note(int number, TimeSpan took, string? acknowledged)
        {
            milliseconds[number] = took.TotalMilliseconds;
            if (acknowledged is not null)
            {
                accepted.Add(acknowledged);
            }
        }

        public void Report(int rate)
        {
            Array.Sort(milliseconds);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{wanted} orders at {rate} a second: {wanted / Elapsed.TotalSeconds:0} a second in "
                + $"{Elapsed.TotalSeconds:0.0} s, refused {wanted - accepted.Count}; from due to answered "
                + $"p50 {At(0.5):0.0} ms, p99 {At(0.99):0.0} ms, p99.9 {At(0.999):0.0} ms, worst {At(1):0.0} ms"));
        }

        private double At(double share) => milliseconds[(int)Math.Min(wanted * share, wanted - 1)];
    }
}
