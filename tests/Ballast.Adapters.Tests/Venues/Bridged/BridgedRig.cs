using System.Collections.Immutable;
using Ballast.Adapters.Secrets;
using Ballast.Adapters.Tests.Venues.Bridge;
using Ballast.Adapters.Venues;
using Ballast.Adapters.Venues.Bridged;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;
using Ballast.PaperExchange;
using Ballast.PaperExchange.Clocks;
using Ballast.PaperExchange.Faults;
using Ballast.PaperExchange.Hosting;
using Ballast.PaperExchange.Markets;
using Ballast.PaperExchange.Stores;
using NodaTime;

namespace Ballast.Adapters.Tests.Venues.Bridged;

/// <summary>
/// The real bridge on a paper exchange at a port of this machine, with BTC at 50,000 USDC and an account with 100,000
/// USDC and 2 BTC; all on the system's clock, which ccxt has no other of.
/// </summary>
public sealed class BridgedRig : IAsyncLifetime
{
    private static int lastAccount;
    private PaperVenue exchange = null!;
    private PaperExchangeHost host = null!;
    private ushort legs;
    private bool isExchangeClosed;

    internal static AccountId Account { get; } = new("bridged");

    /// <summary>BTC for USDC, as the bridge names it.</summary>
    internal Instrument Instrument { get; private set; } = null!;

    internal PaperVenue Exchange => exchange;

    internal Uri Address => host.Address;

    internal HeardLog Log { get; } = new();

    internal ExchangeBridge Bridge { get; private set; } = null!;

    internal BridgedVenue Venue { get; private set; } = null!;

    internal IOrderGateway Orders => Venue.Orders!;

    internal static Instant Now => Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        await BridgePrograms.InstallAsync();
        TimeProvider clock = TimeProvider.System;
        Instrument listed = PaperInstruments.Of(PaperRig.Btc, PaperRig.Usdc, 50_000m, 50_000m);
        ScriptedMarket market = new(listed);
        market.Set("BTCUSDC", Now, 50_000m);
        exchange = new PaperVenue(
            new PaperVenueOptions { Accounts = [PaperRig.Customer] }, market, new MemoryExchangeStore(), clock);
        host = await PaperExchangeHost.StartAsync(exchange, 0, new ExchangeClocks(clock, clock));
        Bridge = new ExchangeBridge(
            BridgeProgram.OfScript(Path.Combine(BridgePrograms.Folder, "main.js")), new BridgeLimits(), clock, Log);
        Venue = await OpenAsync("bridged", "papersecret");
        Instrument = listed with { Symbol = "BTC/USDC" };
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Bridge.Dispose();
        await CloseExchangeAsync();
        exchange.Dispose();
    }

    /// <summary>The exchange's port is free afterwards.</summary>
    internal async Task CloseExchangeAsync()
    {
        if (!isExchangeClosed)
        {
            isExchangeClosed = true;
            await host.DisposeAsync();
        }
    }

    /// <summary>An account of the customer's, with a secret that may be wrong.</summary>
    internal Task<BridgedVenue> OpenAsync(string account, string secret) =>
        OpenAsync(account, secret, TimeProvider.System, TimeProvider.System);

    /// <summary>The same, with a clock of its own to measure by, and one that tells the time.</summary>
    internal async Task<BridgedVenue> OpenAsync(
        string account, string secret, TimeProvider machine, TimeProvider told) =>
        (await BridgedVenue.OpenAsync(
            new BridgedOptions
            {
                Account = new AccountId(account),
                Exchange = "binance",
                Network = "local",
                Address = host.Address,
                Credentials = ImmutableSortedDictionary<string, Secret>.Empty
                    .Add("apiKey", new Secret(PaperRig.Customer.ApiKey)).Add("secret", new Secret(secret)),
                Venue = "paper-binance",
            },
            Bridge,
            new VenueClocks(told, machine),
            Cancellation)).ShouldBeOfType<Reading<BridgedVenue>.Known>().Value;

    internal OrderTicket Ticket(TradeSide side, decimal size, decimal price) => new()
    {
        Id = ClientOrderId.Of(7, 1, (ulong)Interlocked.Increment(ref lastAccount), legs++, 0),
        Account = Account,
        Instrument = Instrument,
        Side = side,
        Size = new Quantity(size),
        LimitPrice = new Price(price),
        TimeInForce = TimeInForce.ImmediateOrCancel,
        RequestExpiresAt = Now + Duration.FromSeconds(20),
    };

    internal async Task<PreparedRequest> PrepareAsync(OrderTicket ticket) =>
        (await Orders.PrepareAsync(ticket, Cancellation)).ShouldBeOfType<Reading<PreparedRequest>.Known>().Value;

    internal async Task<SendOutcome> SendAsync(OrderTicket ticket) =>
        await Orders.SendAsync(await PrepareAsync(ticket), Cancellation);

    internal async Task<OrderLookup> LookUpAsync(OrderTicket ticket) =>
        (await Orders.LookUpAsync(ticket, Cancellation)).ShouldBeOfType<Reading<OrderLookup>.Known>().Value;

    internal void Fault(FaultKind kind, double seconds) =>
        exchange.Faults.Add(new FaultRule { Kind = kind, Times = 1, Seconds = seconds });
}
