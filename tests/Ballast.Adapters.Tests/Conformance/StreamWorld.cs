using Ballast.Adapters.Secrets;
using Ballast.Adapters.Tests.Venues;
using Ballast.Adapters.Venues;
using Ballast.Adapters.Venues.BinanceSpot;
using Ballast.Core.Markets;
using Ballast.Engine.Ports;
using Ballast.PaperExchange.Clocks;
using Ballast.PaperExchange.Faults;
using Ballast.PaperExchange.Hosting;
using Microsoft.Extensions.Logging;

namespace Ballast.Adapters.Tests.Conformance;

/// <summary>
/// The rig's exchange on a loopback port, and a client that listens to its streams. The market's clock is moved by
/// hand: what is told grows old only then. Events travel in real time, and are waited for.
/// </summary>
internal sealed class StreamWorld : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private PaperExchangeHost host;

    private StreamWorld(PaperExchangeHost host, PaperRig rig)
    {
        this.host = host;
        Rig = rig;
        VenueClocks clocks = new(rig.Clock, TimeProvider.System);
        Uri sockets = new UriBuilder(host.Address) { Scheme = "ws" }.Uri;
        Venue = BinanceSpotVenue.Over(
            new BinanceSpotOptions
            {
                Account = PaperRig.Account,
                Address = host.Address,
                Streams = sockets,
                Api = new Uri(sockets, "/ws-api/v3"),
                ApiKey = new Secret(PaperRig.Customer.MarketTimeKey),
                ApiSecret = new Secret(PaperRig.Customer.Secret),
                Log = Log,
            },
            clocks,
            () => new Counted(this));
    }

    public PaperRig Rig { get; }

    public BinanceSpotVenue Venue { get; }

    public SpokenLog Log { get; } = new();

    /// <summary>Books that REST was asked for.</summary>
    public int BooksAsked { get; private set; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<StreamWorld> BeginAsync()
    {
        PaperRig rig = new();
        return new StreamWorld(await PaperExchangeHost.StartAsync(rig.Exchange, 0, TimesOf(rig)), rig);
    }

    public void Price(decimal price)
    {
        Rig.Market.Set("BTCUSDC", Rig.Now, price);
        Rig.Exchange.Advance();
    }

    public void Fault(FaultKind kind, int? times, string stream) =>
        Rig.Exchange.Faults.Add(new FaultRule { Kind = kind, Times = times, Text = stream });

    /// <summary>Cuts every connection of the exchange and opens the port again.</summary>
    public async Task RestartAsync()
    {
        int port = host.Address.Port;
        await host.DisposeAsync();
        host = await PaperExchangeHost.StartAsync(Rig.Exchange, port, TimesOf(Rig));
    }

    public async Task<OrderBook> BookAsync() =>
        (await Venue.Books.ReadBookAsync(Rig.Instrument, 5, Cancellation))
            .ShouldBeOfType<Reading<OrderBook>.Known>().Value;

    /// <summary>The book as it was told, waited for: read until REST was not asked.</summary>
    public Task<OrderBook> ToldBookAsync() => UntilAsync(async () =>
    {
        int before = BooksAsked;
        OrderBook book = await BookAsync();
        return BooksAsked == before ? book : null;
    });

    /// <summary>Waits until something is so.</summary>
    public static async Task<T> UntilAsync<T>(Func<Task<T?>> ask)
        where T : class
    {
        using CancellationTokenSource patience = new(Patience);
        while (true)
        {
            if (await ask() is { } answer)
            {
                return answer;
            }

            patience.Token.ThrowIfCancellationRequested();
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Venue.Dispose();
        await host.DisposeAsync();
        Rig.Dispose();
    }

    private static ExchangeClocks TimesOf(PaperRig rig) => new(rig.Clock, TimeProvider.System);

    private sealed class Counted(StreamWorld world) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            world.BooksAsked += request.RequestUri!.AbsolutePath == "/api/v3/depth" ? 1 : 0;
            return base.SendAsync(request, cancellationToken);
        }
    }
}

/// <summary>What was logged.</summary>
internal sealed class SpokenLog : ILogger
{
    private readonly Lock gate = new();
    private string said = "";

    public string Said
    {
        get
        {
            lock (gate)
            {
                return said;
            }
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        lock (gate)
        {
            said += formatter(state, exception) + "\n";
        }
    }
}
