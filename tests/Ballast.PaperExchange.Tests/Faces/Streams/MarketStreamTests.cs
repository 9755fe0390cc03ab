using System.Text.Json;
using Ballast.Core.Markets;
using Ballast.PaperExchange.Orders;

namespace Ballast.PaperExchange.Tests.Faces.Streams;

/// <summary>Market streams over a real connection; fields and words are those of web-socket-streams.md.</summary>
public sealed class MarketStreamTests : IAsyncLifetime
{
    private HostedRig rig = null!;

    public async ValueTask InitializeAsync() => rig = await HostedRig.StartAsync();

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    [Fact]
    public async Task Streams_are_joined_listed_and_left()
    {
        await using StreamClient client = await rig.OpenAsync("/ws");

        (await client.AskAsync("""{"method":"SUBSCRIBE","params":["btcusdc@trade","bnbusdc@ticker"],"id":1}"""))
            .ShouldBe("""{"result":null,"id":1}""");
        (await client.AskAsync("""{"method":"LIST_SUBSCRIPTIONS","id":"two"}"""))
            .ShouldBe("""{"result":["btcusdc@trade","bnbusdc@ticker"],"id":"two"}""");
        (await client.AskAsync("""{"method":"UNSUBSCRIBE","params":["btcusdc@trade"],"id":null}"""))
            .ShouldBe("""{"result":null,"id":null}""");
        (await client.AskAsync("""{"method":"LIST_SUBSCRIPTIONS","id":4}"""))
            .ShouldBe("""{"result":["bnbusdc@ticker"],"id":4}""");
    }

    [Theory]
    [InlineData("""{"method":"SUBSCRIBE","params":["btcusdc@nothing"],"id":1}""", 2,
        "Invalid request: invalid stream", "1")]
    [InlineData("""{"method":"SUBSCRIBE","params":["btcusdc@kline_9m"],"id":1}""", 2,
        "Invalid request: invalid stream", "1")]
    [InlineData("""{"method":"SUBSCRIBE","params":["nope@trade"],"id":1}""", 2, "Invalid request: invalid stream", "1")]
    [InlineData("""{"method":"SUBSCRIBE","params":["BTCUSDC@trade"],"id":1}""", 2,
        "Invalid request: invalid stream", "1")]
    [InlineData("""{"method":"SUBSCRIBE","params":["btcusdc@trade"]}""", 2,
        "Invalid request: request ID must be an unsigned integer", "null")]
    [InlineData("""{"params":[],"id":3}""", 2, "Invalid request: missing field `method` at line 1 column 20", "3")]
    [InlineData("""{"method":"LISTEN","params":[],"id":3}""", 2,
        "Invalid request: unknown variant `LISTEN`, expected one of `SUBSCRIBE`, `UNSUBSCRIBE`, `LIST_SUBSCRIPTIONS`, "
        + "`SET_PROPERTY`, `GET_PROPERTY` at line 1 column 18", "3")]
    [InlineData("subscribe", 3, "Invalid JSON: expected value at line 1 column 1", "null")]
    [InlineData("""{"method":"SET_PROPERTY","params":["color",true],"id":5}""", 0, "Unknown property", "5")]
    [InlineData("""{"method":"SET_PROPERTY","params":["combined",7],"id":5}""", 1,
        "Invalid value type: expected Boolean", "5")]
    [InlineData("""{"method":"GET_PROPERTY","params":[],"id":5}""", 2,
        "Invalid request: property name must be a string", "5")]
    [InlineData("""{"method":"GET_PROPERTY","params":["combined",true],"id":5}""", 2,
        "Invalid request: too many parameters", "5")]
    public async Task A_message_that_is_none_is_refused_in_words(string text, int code, string message, string id)
    {
        await using StreamClient client = await rig.OpenAsync("/ws");

        JsonElement answer = JsonElement.Parse(await client.AskAsync(text));

        answer.GetProperty("error").GetProperty("code").GetInt32().ShouldBe(code);
        answer.GetProperty("error").GetProperty("msg").GetString().ShouldBe(message);
        answer.GetProperty("id").GetRawText().ShouldBe(id);
    }

    [Fact]
    public async Task Combined_streams_name_the_stream_and_can_be_told_not_to()
    {
        await using StreamClient client = await rig.OpenAsync("/stream?streams=btcusdc@bookTicker/bnbusdc@bookTicker");
        JsonElement first = await client.NextAsync();
        JsonElement second = await client.NextAsync();

        first.GetProperty("stream").GetString().ShouldBe("btcusdc@bookTicker");
        second.GetProperty("data").GetProperty("s").GetString().ShouldBe("BNBUSDC");
        (await client.AskAsync("""{"method":"GET_PROPERTY","params":["combined"],"id":1}"""))
            .ShouldBe("""{"result":true,"id":1}""");
        (await client.AskAsync("""{"method":"SET_PROPERTY","params":["combined",false],"id":2}"""))
            .ShouldBe("""{"result":null,"id":2}""");
        rig.Price(51_000m);
        (await client.NextAsync()).GetProperty("s").GetString().ShouldBe("BTCUSDC");
    }

    [Fact]
    public async Task A_connection_to_no_stream_is_ended_and_a_label_is_not()
    {
        await using StreamClient label = await rig.OpenAsync("/ws/0");
        (await label.AskAsync("""{"method":"LIST_SUBSCRIPTIONS","id":1}""")).ShouldBe("""{"result":[],"id":1}""");

        await using StreamClient wrong = await rig.OpenAsync("/ws/btcusdc@nothing");
        (await wrong.NextTextAsync()).ShouldBeNull();
        wrong.Ending!.Value.Reason.ShouldBe("Illegal format ws or stream");
    }

    // The taker buys 0.5: its trades come one by one, and as one for each price.
    [Fact]
    public async Task Trades_are_told_one_by_one_and_as_aggregates()
    {
        await using StreamClient trades = await rig.OpenAsync("/ws/btcusdc@trade");
        await using StreamClient aggregates = await rig.OpenAsync("/ws/btcusdc@aggTrade");
        await ReadyAsync(trades, aggregates);
        rig.Rig.Venue.Faults.Add(new Ballast.PaperExchange.Faults.FaultRule
        {
            Kind = Ballast.PaperExchange.Faults.FaultKind.PartialFills,
            Number = 3,
        });
        OrderAnswer.Accepted order = rig.Rig.Accept(Rig.MarketOrder(TradeSide.Buy, 0.5m));
        order.Trades.Length.ShouldBe(3);

        foreach (ExchangeTrade trade in order.Trades)
        {
            JsonElement told = await trades.NextAsync();
            told.GetProperty("e").GetString().ShouldBe("trade");
            told.GetProperty("t").GetInt64().ShouldBe(trade.Id);
            Amount(told, "p").ShouldBe(trade.Price);
            Amount(told, "q").ShouldBe(trade.Size);
            told.GetProperty("m").GetBoolean().ShouldBeFalse();
        }

        JsonElement all = await aggregates.NextAsync();
        (Amount(all, "q"), all.GetProperty("f").GetInt64(), all.GetProperty("l").GetInt64()).ShouldBe((0.5m, 1, 3));
    }

    [Fact]
    public async Task Best_bid_and_ask_come_at_once_and_whenever_they_change()
    {
        await using StreamClient client = await rig.OpenAsync("/ws/btcusdc@bookTicker");
        JsonElement now = await client.NextAsync();
        (Amount(now, "b"), Amount(now, "a")).ShouldBe((49_995m, 50_005m));

        rig.Price(51_000m);
        JsonElement next = await client.NextAsync();

        (Amount(next, "b") < 51_000m, Amount(next, "a") > 51_000m).ShouldBe((true, true));
        next.GetProperty("u").GetInt64().ShouldBeGreaterThan(now.GetProperty("u").GetInt64());
    }

    [Fact]
    public async Task Tickers_come_every_second_and_say_what_REST_says()
    {
        await using StreamClient client = await rig.OpenAsync("/ws/btcusdc@ticker/btcusdc@miniTicker");
        await ReadyAsync(client);
        rig.Beat(10);

        JsonElement[] told = [await client.NextAsync(), await client.NextAsync()];

        JsonElement rest = await rig.GetAsync("/api/v3/ticker/24hr?symbol=BTCUSDC");
        JsonElement full = told.Single(ticker => ticker.GetProperty("e").GetString() == "24hrTicker");
        JsonElement mini = told.Single(ticker => ticker.GetProperty("e").GetString() == "24hrMiniTicker");
        foreach ((string letter, string name) in new[] { ("c", "lastPrice"), ("b", "bidPrice"), ("h", "highPrice") })
        {
            full.GetProperty(letter).GetString().ShouldBe(rest.GetProperty(name).GetString());
        }

        mini.GetProperty("c").GetString().ShouldBe(rest.GetProperty("lastPrice").GetString());
    }

    [Fact]
    public async Task The_ticker_of_all_markets_tells_those_that_changed()
    {
        await using StreamClient client = await rig.OpenAsync("/ws/!miniTicker@arr");
        await ReadyAsync(client);
        rig.Beat(10);
        Symbols(await client.NextAsync()).ShouldBe(["BNBUSDC", "BTCUSDC"]);

        rig.Price(51_000m);
        rig.Beat(10);

        Symbols(await client.NextAsync()).ShouldBe(["BTCUSDC"]);
    }

    [Fact]
    public async Task The_average_price_comes_every_second_and_says_what_REST_says()
    {
        await using StreamClient client = await rig.OpenAsync("/ws/btcusdc@avgPrice");
        await ReadyAsync(client);
        rig.Price(51_000m);
        rig.Beat(10);

        JsonElement rest = await rig.GetAsync("/api/v3/avgPrice?symbol=BTCUSDC");
        (await client.NextAsync()).GetProperty("w").GetString().ShouldBe(rest.GetProperty("price").GetString());
    }

    [Fact]
    public async Task Who_has_left_a_stream_hears_it_no_more()
    {
        await using StreamClient client = await rig.OpenAsync("/ws/btcusdc@trade/btcusdc@aggTrade");
        await client.AskAsync("""{"method":"UNSUBSCRIBE","params":["btcusdc@trade"],"id":1}""");

        rig.Rig.Accept(Rig.MarketOrder(TradeSide.Buy, 0.01m));

        (await client.NextAsync()).GetProperty("e").GetString().ShouldBe("aggTrade");
    }

    // An answer shows that the exchange has dealt with all that was sent before.
    private static async Task ReadyAsync(params StreamClient[] clients)
    {
        foreach (StreamClient client in clients)
        {
            await client.AskAsync("""{"method":"LIST_SUBSCRIPTIONS","id":0}""");
        }
    }

    private static decimal Amount(JsonElement json, string name) => decimal.Parse(
        json.GetProperty(name).GetString()!, System.Globalization.CultureInfo.InvariantCulture);

    private static IEnumerable<string?> Symbols(JsonElement list) =>
        list.EnumerateArray().Select(ticker => ticker.GetProperty("s").GetString());
}
