using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Ballast.Adapters.Secrets;
using Ballast.Adapters.Tests.Conformance;
using Ballast.Adapters.Venues.BinanceSpot;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;
using Ballast.PaperExchange.Faces.Binance;
using Ballast.PaperExchange.Hosting;
using Ballast.Testing;
using NodaTime;

namespace Ballast.Adapters.Tests.Venues;

/// <summary>
/// Whatever a venue answers, a read gives a value or one error, and an order's outcome is never made up.
/// </summary>
public sealed class OddAnswerTests : IDisposable
{
    private const int Rounds = 400;

    private readonly PaperRig rig = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => rig.Dispose();

    [Fact]
    [Conformance(30)]
    public async Task No_change_to_one_value_of_an_answer_throws()
    {
        await rig.SendAsync(rig.Ticket(TradeSide.Buy, 0.1m, 50_500m));
        Random random = new(20260301);
        int changed = 0;
        using BinanceSpotVenue venue = Over(body =>
        {
            changed++;
            return Spoiled(body, random);
        });
        for (int round = 0; round < Rounds; round++)
        {
            await ReadEverythingAsync(venue);
        }

        changed.ShouldBeGreaterThan(Rounds * 6);
    }

    [Fact]
    public async Task A_character_set_that_nobody_knows_is_read_as_what_it_is()
    {
        using BinanceSpotVenue venue = Over(body => body, "nonsense");
        (await venue.Balances.ReadBalancesAsync(PaperRig.Account, Cancellation))
            .ShouldBeOfType<AccountReading.Read>().Balances.Length.ShouldBe(2);
    }

    [Theory]
    [Conformance(31)]
    [InlineData("""{"lastUpdateId":1,"bids":[["50000.00"]],"asks":[]}""")]
    [InlineData("""{"lastUpdateId":1,"bids":[[]],"asks":[]}""")]
    [InlineData("""{"lastUpdateId":1,"bids":[[null,"1"]],"asks":[]}""")]
    [InlineData("""{"lastUpdateId":1,"bids":"none","asks":[]}""")]
    [InlineData("""{"code":"minus one","msg":7}""")]
    [InlineData("")]
    [InlineData("null")]
    public async Task A_book_that_is_none_is_unreadable(string body)
    {
        using BinanceSpotVenue venue = Over(_ => body);
        (await venue.Books.ReadBookAsync(rig.Instrument, 5, Cancellation)).ShouldBeOfType<Reading<OrderBook>.Failed>();
    }

    [Fact]
    [Conformance(32)]
    public async Task An_order_whose_answer_cannot_be_read_has_an_unknown_outcome()
    {
        using BinanceSpotVenue venue = Over(_ => """{"symbol":"BTCUSDC","orderId":"seven"}""");
        (await venue.Orders.SendAsync(venue.Orders.Prepare(rig.Ticket(TradeSide.Buy, 0.1m, 50_500m)), Cancellation))
            .ShouldBeOfType<SendOutcome.Unknown>();
    }

    private async Task ReadEverythingAsync(BinanceSpotVenue venue)
    {
        OrderTicket ticket = rig.Ticket(TradeSide.Buy, 0.1m, 50_500m);
        await venue.Balances.ReadBalancesAsync(PaperRig.Account, Cancellation);
        await venue.Catalog.ReadMarketsAsync(PaperRig.Account, Cancellation);
        await venue.Books.ReadBookAsync(rig.Instrument, 5, Cancellation);
        await venue.Prices.ReadPricesAsync([PaperRig.Btc], PaperRig.Usdc, Cancellation);
        await venue.Orders.ReadOpenOrdersAsync(PaperRig.Account, [], Cancellation);
        await venue.Orders.ReadOrdersAsync(
            PaperRig.Account, rig.Instrument, rig.Now - Duration.FromDays(1), Cancellation);
        await venue.Orders.ReadTradesAsync(
            PaperRig.Account, rig.Instrument, new TradeWatermark(""), new TradesLook(), Cancellation);
        await venue.Orders.LookUpAsync(ticket, Cancellation);
    }

    private BinanceSpotVenue Over(Func<string, string> change, string charset = "utf-8")
    {
        BinanceFace face = new(rig.Exchange, rig.Clock);
        return BinanceSpotVenue.Over(
            new BinanceSpotOptions
            {
                Account = PaperRig.Account,
                Address = InProcessTransport.Address,
                ApiKey = new Secret(PaperRig.Customer.ApiKey),
                ApiSecret = new Secret(PaperRig.Customer.Secret),
                Venue = "paper",
            },
            rig.Clocks,
            () => new ChangedAnswers(new InProcessTransport(face), change, charset));
    }

    // One value of the document becomes something that does not belong there, or is gone.
    private static string Spoiled(string body, Random random)
    {
        JsonNode root = JsonNode.Parse(body)!;
        JsonNode at = root;
        while (true)
        {
            JsonNode?[] children = at switch
            {
                JsonObject fields => [.. fields.Select(field => field.Value)],
                JsonArray items => [.. items],
                _ => [],
            };
            JsonNode? next = children.Length == 0 ? null : children[random.Next(children.Length)];
            bool isHere = next is null || random.Next(4) == 0;
            if (isHere)
            {
                break;
            }

            at = next!;
        }

        JsonNode? odd = random.Next(9) switch
        {
            0 => null,
            1 => JsonValue.Create(""),
            2 => JsonValue.Create("-1"),
            3 => JsonValue.Create("NaN"),
            4 => JsonNode.Parse("1e400"),
            5 => new JsonArray(),
            6 => new JsonObject(),
            7 => JsonValue.Create("99999999999999999999999999999999999999"),
            _ => JsonValue.Create(true),
        };
        if (at.Parent is null)
        {
            return odd?.ToJsonString() ?? body[..(body.Length / 2)];
        }

        at.ReplaceWith(odd);
        return root.ToJsonString();
    }

    private sealed class ChangedAnswers(HttpMessageHandler inner, Func<string, string> change, string charset)
        : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            byte[] body = Encoding.UTF8.GetBytes(change(await response.Content.ReadAsStringAsync(cancellationToken)));
            response.Content = new ByteArrayContent(body);
            response.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = charset };
            return response;
        }
    }
}
