using System.Collections.Immutable;
using Ballast.Adapters.Venues.Paper;
using Ballast.Core.Amounts;
using Ballast.Core.Orders;
using Ballast.Core.Planning.Transfers;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;
using Ballast.Engine.Transfers;
using Ballast.PaperExchange;
using Ballast.PaperExchange.Accounts;
using Ballast.PaperExchange.Faults;
using Ballast.PaperExchange.Markets;
using Ballast.PaperExchange.Stores;
using Ballast.Testing;
using NodaTime;

namespace Ballast.Adapters.Tests.Venues.Paper;

/// <summary>The gateway between accounts of a paper exchange, as the engine uses it.</summary>
public sealed class PaperTransfersTests : IDisposable
{
    private static readonly Asset Usdc = new("USDC");
    private static readonly AccountId Here = new("paper");
    private static readonly AccountId There = new("paper-2");

    private readonly ManualClock clock = new();
    private readonly PaperVenue venue;
    private readonly PaperTransfers gateway;

    public PaperTransfersTests()
    {
        venue = new PaperVenue(
            new PaperVenueOptions { Accounts = [Customer("demo"), Customer("paper-2")] },
            new ScriptedMarket(PaperInstruments.Of(new Asset("BTC"), Usdc, 50_000m, 50_000m)),
            new MemoryExchangeStore(),
            clock);
        gateway = new PaperTransfers(venue, Usdc, ImmutableSortedDictionary<AccountId, string>.Empty
            .Add(Here, "demo").Add(There, "paper-2"));
    }

    public void Dispose() => venue.Dispose();

    [Fact]
    public async Task Sends_once_and_tells_when_it_has_arrived_and_what_of_it()
    {
        TransferRoute route = ((Reading<ImmutableArray<TransferRoute>>.Known)await gateway.QuoteRoutesAsync(
            CancellationToken.None)).Value.Single(way => way.From == Here && way.To == There);
        TransferTicket ticket = Ticket(route, 1);
        PreparedRequest request = await PreparedAsync(ticket);

        (await LookUpAsync(ticket)).ShouldBeOfType<TransferLookup.NeverSeen>();
        (await gateway.SendAsync(request, CancellationToken.None)).ShouldBeOfType<TransferOutcome.Accepted>();
        (await LookUpAsync(ticket)).ShouldBeOfType<TransferLookup.Pending>();
        clock.Advance(route.Latest.ToTimeSpan());
        (await LookUpAsync(ticket)).ShouldBeOfType<TransferLookup.Arrived>().Amount
            .ShouldBe(ticket.Units - route.FeeOf(ticket.Units));
    }

    [Fact]
    public async Task An_answer_that_is_lost_is_unknown_and_the_record_tells()
    {
        venue.Faults.Add(new FaultRule { Kind = FaultKind.AnswerTimeout, On = RequestScope.Transfers });
        TransferTicket ticket = Ticket(await RouteAsync(), 2);

        (await gateway.SendAsync(await PreparedAsync(ticket), CancellationToken.None))
            .ShouldBeOfType<TransferOutcome.Unknown>();
        (await LookUpAsync(ticket)).ShouldBeOfType<TransferLookup.Pending>();
    }

    [Fact]
    public async Task A_request_that_comes_after_its_time_is_refused()
    {
        TransferTicket ticket = Ticket(await RouteAsync(), 3);
        PreparedRequest request = await PreparedAsync(ticket);
        clock.Advance(TimeSpan.FromMinutes(2));

        (await gateway.SendAsync(request, CancellationToken.None)).ShouldBeOfType<TransferOutcome.Refused>()
            .Error.Code.ShouldBe("expired");
    }

    private async Task<TransferRoute> RouteAsync() =>
        ((Reading<ImmutableArray<TransferRoute>>.Known)await gateway.QuoteRoutesAsync(CancellationToken.None)).Value[0];

    private async Task<TransferLookup> LookUpAsync(TransferTicket ticket) =>
        ((Reading<TransferLookup>.Known)await gateway.LookUpAsync(ticket, CancellationToken.None)).Value;

    private async Task<PreparedRequest> PreparedAsync(TransferTicket ticket) =>
        ((Reading<PreparedRequest>.Known)await gateway.PrepareAsync(ticket, CancellationToken.None)).Value;

    private TransferTicket Ticket(TransferRoute route, ulong sequence) => new()
    {
        Id = ClientOrderId.Of(7, 1, sequence, ushort.MaxValue, 0),
        From = route.From,
        To = route.To,
        Asset = Usdc,
        Units = new Quantity(300m),
        Fee = route.FeeOf(new Quantity(300m)),
        Latest = route.Latest,
        Serves = [],
        RequestExpiresAt = Instant.FromDateTimeOffset(clock.GetUtcNow()) + Duration.FromMinutes(1),
    };

    private static PaperAccount Customer(string name) => PaperAccount.Demo with
    {
        Name = name,
        OpeningBalances = ImmutableSortedDictionary<Asset, Quantity>.Empty.Add(Usdc, new Quantity(1_000m)),
    };
}
