using System.Collections.Immutable;
using Ballast.Adapters.Connections;
using Ballast.Adapters.Secrets;
using Ballast.Adapters.Tests.Venues;
using Ballast.Adapters.Venues.BinanceSpot;
using Ballast.Adapters.Venues.Paper;
using Ballast.Core;
using Ballast.Engine.Ports;
using Ballast.PaperExchange;
using Ballast.PaperExchange.Accounts;
using Ballast.PaperExchange.Stores;

namespace Ballast.Adapters.Tests.Connections;

/// <summary>What an open account at Binance offers the engine.</summary>
public sealed class BinanceOpeningTests : IDisposable
{
    private readonly PaperRig rig = new();
    private readonly List<IDisposable> parts = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        parts.ForEach(part => part.Dispose());
        rig.Dispose();
    }

    // A venue whose name begins with "paper" takes orders of mode paper; any other asks the gate before real money.
    [Theory]
    [InlineData(VenueNetwork.Live, "binance")]
    [InlineData(VenueNetwork.Testnet, "paper-binance-testnet")]
    [InlineData(VenueNetwork.Local, "paper-binance")]
    public void Whose_money_an_account_holds_shows_in_its_venues_name(VenueNetwork network, string venue)
    {
        BinanceConnection connection = Connection(network, null);

        BinanceOpening.VenueOf(connection.Network).ShouldBe(venue);
    }

    [Fact]
    public async Task Orders_are_held_until_clock_and_key_were_looked_at()
    {
        ConnectedAccount account = Opened(rig.Venue, Connection(VenueNetwork.Live, null), out AccountFitness fitness);
        account.Ports.Hold().ShouldNotBeNull().Code.ShouldBe("not-examined");

        (await fitness.BeginAsync(Cancellation)).ShouldBeNull();

        account.Ports.Hold().ShouldBeNull();
        account.Ports.Orders.ShouldNotBeNull();
    }

    [Fact]
    public async Task The_inspection_hears_of_the_key_what_its_owner_did_not_accept()
    {
        (await FaultsAsync(new KeyPowers(), null)).ShouldBeEmpty();
        (await FaultsAsync(new KeyPowers { Withdraws = true }, null)).ShouldBe(["key-too-strong"]);
        (await FaultsAsync(new KeyPowers { Withdraws = true }, "I accept that the key of paper may withdraw"))
            .ShouldBeEmpty();
        (await FaultsAsync(new KeyPowers { IsReadOnly = true }, null)).ShouldBe(["key-cannot-trade"]);
    }

    private async Task<IEnumerable<string>> FaultsAsync(KeyPowers powers, string? accept)
    {
        PaperAccount customer = PaperRig.Customer with { Powers = powers };
        PaperVenue exchange = new(
            new PaperVenueOptions { Accounts = [customer] }, rig.Market, new MemoryExchangeStore(), rig.Clock);
        BinanceSpotVenue venue = PaperConnection.InProcess(exchange, PaperRig.Account, customer, rig.Clocks);
        parts.AddRange([venue, exchange]);
        ConnectedAccount account = Opened(venue, Connection(VenueNetwork.Live, accept), out _);

        return (await account.Ports.Keys!.InspectKeyAsync(PaperRig.Account, Cancellation))
            .ShouldBeOfType<Reading<ImmutableArray<Reason>>.Known>().Value.Select(fault => fault.Code);
    }

    private ConnectedAccount Opened(
        BinanceSpotVenue venue, BinanceConnection connection, out AccountFitness fitness)
    {
        fitness = new AccountFitness(new BinanceExaminer(venue, connection), rig.Clock);
        parts.Add(fitness);
        return BinanceOpening.Connected(connection, new BinanceOpening.Opened(venue, fitness));
    }

    private static BinanceConnection Connection(VenueNetwork network, string? accept) => new()
    {
        Account = PaperRig.Account,
        Network = network,
        Addresses = BinanceAddresses.At(new Uri("http://127.0.0.1:1")),
        Key = new SecretName("key"),
        Secret = new SecretName("secret"),
        Accept = accept,
    };
}
