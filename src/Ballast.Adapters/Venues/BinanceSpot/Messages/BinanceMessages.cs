using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ballast.Adapters.Venues.BinanceSpot.Messages;

/// <summary>What the exchange says, field by field; fields that nobody needs are not read.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false,
    Converters = [typeof(ExactDecimalConverter)])]
[JsonSerializable(typeof(OrderMessage))]
[JsonSerializable(typeof(OrderMessage[]))]
[JsonSerializable(typeof(TradeMessage[]))]
[JsonSerializable(typeof(AccountMessage))]
[JsonSerializable(typeof(MarketsMessage))]
[JsonSerializable(typeof(TradeFeeMessage[]))]
[JsonSerializable(typeof(TickerMessage[]))]
[JsonSerializable(typeof(BookMessage))]
[JsonSerializable(typeof(JsonElement[][]), TypeInfoPropertyName = "Bars")]
[JsonSerializable(typeof(TimeMessage))]
[JsonSerializable(typeof(KeyMessage))]
[JsonSerializable(typeof(CoinMessage[]))]
[JsonSerializable(typeof(StreamMessage))]
[JsonSerializable(typeof(ApiMessage))]
internal sealed partial class BinanceMessages : JsonSerializerContext;
