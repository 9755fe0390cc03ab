using System.Text.Json.Serialization;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using NodaTime;

namespace Ballast.Core.Lots;

/// <summary>A trade that has happened on an account, whoever wanted it: what lots are made of.</summary>
public sealed record PastTrade
{
    // Enough for any owner, little enough that no product of two of them leaves the range of a decimal.
    private const decimal MostUnits = 1_000_000_000_000_000m;
    private const decimal MostValue = 1_000_000_000_000_000m;
    private const decimal MostRate = 1_000_000_000m;

    // The clock of a venue may be a little ahead of ours.
    private static readonly Duration MostAhead = Duration.FromMinutes(1);

    /// <summary>The venue's number of the trade, distinct within a market.</summary>
    public required string TradeId { get; init; }

    /// <summary>What was bought or sold.</summary>
    public required Asset Base { get; init; }

    /// <summary>What it was paid with.</summary>
    public required Asset Quote { get; init; }

    /// <summary>Whether <see cref="Base"/> came or went.</summary>
    public required TradeSide Side { get; init; }

    /// <summary>Units of <see cref="Base"/>, above zero.</summary>
    public required Quantity Size { get; init; }

    /// <summary>In <see cref="Quote"/>, above zero.</summary>
    public required Price Price { get; init; }

    /// <summary>What was charged in <see cref="FeeAsset"/>; below zero is a rebate.</summary>
    public required Quantity Fee { get; init; }

    /// <summary>Whether nobody said what was charged; <see cref="Fee"/> is zero then.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsFeeUntold { get; init; }

    /// <summary>What the fee was charged in: base, quote or a third asset.</summary>
    public required Asset FeeAsset { get; init; }

    /// <summary>The venue's time.</summary>
    public required Instant At { get; init; }

    /// <summary>What <see cref="Quote"/> was worth at that time; <see langword="null"/> where nobody said.</summary>
    public QuoteRate? Rate { get; init; }

    /// <summary>The market's name in any list of trades, such as <c>BTC/USDC</c>.</summary>
    [JsonIgnore]
    public string Market => MarketOf(Base, Quote);

    /// <summary>The name of a market in any list of trades.</summary>
    /// <param name="base">What is bought and sold there.</param>
    /// <param name="quote">What pays for it.</param>
    public static string MarketOf(Asset @base, Asset quote) => $"{@base}/{quote}";

    /// <summary>Whether the other is the same trade as told by somebody else: time and rate may differ, and a
    /// fee that nobody said agrees with any.</summary>
    /// <param name="other">A trade of the same market and number.</param>
    public bool Agrees(PastTrade other) => Side == other.Side && Size == other.Size && Price == other.Price
        && (IsFeeUntold || other.IsFeeUntold || (Fee == other.Fee && FeeAsset == other.FeeAsset));

    /// <summary>The trade with what another telling of it adds: a rate or a fee that nobody had said. A rate that says
    /// nothing in the portfolio's currency gives way to one that does.</summary>
    /// <param name="other">The same trade as told by somebody else.</param>
    /// <param name="currency">The currency of the portfolio; <see langword="null"/> where none has the account.</param>
    public PastTrade CompletedBy(PastTrade other, Asset? currency) => this with
    {
        Rate = currency is not null && LacksRate(currency) && other.Rate?.In.Equals(currency) == true
            ? other.Rate
            : Rate ?? other.Rate,
        Fee = IsFeeUntold ? other.Fee : Fee,
        FeeAsset = IsFeeUntold ? other.FeeAsset : FeeAsset,
        IsFeeUntold = IsFeeUntold && other.IsFeeUntold,
    };

    /// <summary>Whether its cost or proceeds cannot be said in a currency, because it is in others and nobody said what
    /// they were worth.</summary>
    /// <param name="currency">The currency of the portfolio.</param>
    public bool LacksRate(Asset currency) =>
        !Quote.Equals(currency) && !Base.Equals(currency) && Rate?.In.Equals(currency) != true;

    /// <summary>What cannot be so, naming the field; <see langword="null"/> where nothing is wrong.</summary>
    /// <param name="now">A trade may be a minute later, because clocks differ, and no more.</param>
    public Reason? Fault(Instant now) => this switch
    {
        _ when At > now + MostAhead => Wrong("time", $"is {At}, which has not come yet"),
        { TradeId: "" } => Wrong("trade_id", "is empty"),
        _ when Base.Equals(Quote) => Wrong("market", $"trades {Base} for itself"),
        { Size.Value: <= 0m or > MostUnits } => Wrong("quantity", $"is {Size}, and must be above 0 and not absurd"),
        { Price.Value: <= 0m or > MostUnits } => Wrong("price", $"is {Price}, and must be above 0 and not absurd"),
        _ when Size.Value > MostValue / Price.Value => Wrong("price", "makes the trade absurdly large"),
        { Fee.Value: < -MostUnits or > MostUnits } => Wrong("fee", $"is {Fee}, which is absurd"),
        { IsFeeUntold: true, Fee.IsZero: false } => Wrong("fee", $"is {Fee}, and is said not to be known"),
        { Side: TradeSide.Buy } when FeeAsset.Equals(Base) && Fee >= Size =>
            Wrong("fee", $"is {Fee} {Base}, and must be below the {Size} bought"),
        { Rate.Price.Value: <= 0m or > MostRate } => Wrong("quote_price", "must be above 0 and not absurd"),
        _ => null,
    };

    private static Reason Wrong(string field, string what) => new("trade-" + field, $"{field} {what}");
}
