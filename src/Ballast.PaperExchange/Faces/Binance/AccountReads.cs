using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Portfolios;
using Ballast.PaperExchange.Accounts;
using Ballast.PaperExchange.Faults;
using Ballast.PaperExchange.Orders;
using NodaTime;

namespace Ballast.PaperExchange.Faces.Binance;

/// <summary>What an account holds, traded, pays, and may do.</summary>
internal sealed class AccountReads(PaperVenue venue, RequestBudget? budget)
{
    private const int DefaultLimit = 500;
    private const int MostTrades = 1000;

    public JsonNode Read(Parameters parameters, Admitted admitted) => new JsonObject
    {
        ["makerCommission"] = (int)(admitted.Account.Fees.MakerRate * 10_000m),
        ["takerCommission"] = (int)(admitted.Account.Fees.TakerRate * 10_000m),
        ["buyerCommission"] = 0,
        ["sellerCommission"] = 0,
        ["commissionRates"] = new JsonObject
        {
            ["maker"] = BinanceJson.Number(admitted.Account.Fees.MakerRate),
            ["taker"] = BinanceJson.Number(admitted.Account.Fees.TakerRate),
            ["buyer"] = BinanceJson.Number(0m),
            ["seller"] = BinanceJson.Number(0m),
        },
        ["canTrade"] = true,
        ["canWithdraw"] = false,
        ["canDeposit"] = false,
        ["brokered"] = false,
        ["requireSelfTradePrevention"] = false,
        ["preventSor"] = false,
        ["updateTime"] = BinanceJson.Ms(venue.Now),
        ["accountType"] = "SPOT",
        ["balances"] = new JsonArray(
            [.. Holdings(admitted.Account, parameters.FindFlag("omitZeroBalances") == true).Select(Holding)]),
        ["permissions"] = new JsonArray("SPOT"),
        ["uid"] = 1 + venue.Options.Accounts.IndexOf(admitted.Account),
    };

    public JsonNode Commission(Parameters parameters, Admitted admitted)
    {
        string symbol = venue.MarketOf(parameters).Symbol;
        JsonObject commission = Commissions.Of(admitted.Account.Fees, "");
        commission.Insert(0, "symbol", symbol);
        return commission;
    }

    public JsonNode Trades(Parameters parameters, Admitted admitted)
    {
        Instrument market = venue.MarketOf(parameters);
        int limit = parameters.Limit(DefaultLimit, MostTrades);
        long? orderId = parameters.FindWhole("orderId");
        (Instant from, Instant until) = OrderRequests.SpanOf(parameters);
        ExchangeTrade[] trades =
        [
            .. venue.Trades(admitted.Account.Name, market.Symbol, parameters.FindWhole("fromId") ?? 0)
                .Where(trade => (orderId is null || trade.OrderId == orderId) && trade.At >= from && trade.At <= until),
        ];
        bool isFromStart = parameters.Has("fromId") || parameters.Has("startTime");
        return new JsonArray(
            [.. (isFromStart ? trades.Take(limit) : trades.TakeLast(limit)).Select(BinanceJson.Trade)]);
    }

    public JsonNode TradeFees(Parameters parameters, Admitted admitted)
    {
        IEnumerable<Instrument> markets = parameters.Has("symbol") ? [venue.MarketOf(parameters)] : venue.Instruments;
        return new JsonArray([.. markets.Select(market => TradeFee(market.Symbol, admitted.Account.Fees))]);
    }

    public JsonNode OrderCounts(Parameters parameters, Admitted admitted)
    {
        (int seconds, int day) = budget?.OrdersOf(admitted.Account.Name) ?? (0, 0);
        RateLimits limits = venue.Options.RateLimits;
        JsonObject brief = ExchangeRules.Limit("ORDERS", "SECOND", 10, limits.OrdersPerTenSeconds);
        JsonObject daily = ExchangeRules.Limit("ORDERS", "DAY", 1, limits.OrdersPerDay);
        brief["count"] = seconds;
        daily["count"] = day;
        return new JsonArray(brief, daily);
    }

    /// <summary>What can be withdrawn: nothing is on any chain and so nothing is listed, which an unmodified ccxt
    /// takes, unless a fault says that withdrawals are suspended.</summary>
    public JsonNode Withdrawals(Parameters parameters, Admitted admitted) =>
        venue.Faults.Standing(FaultKind.WithdrawalsSuspended, "") is null ? new JsonArray() : new JsonArray(
        [
            .. Holdings(admitted.Account, omitsZero: false).Select(held => (JsonNode)new JsonObject
            {
                ["coin"] = held.Asset.Symbol,
                ["depositAllEnable"] = true,
                ["withdrawAllEnable"] = false,
                ["networkList"] = new JsonArray(ShutNetwork(held.Asset.Symbol)),
            }),
        ]);

    private static JsonObject ShutNetwork(string coin) => new()
    {
        ["network"] = coin,
        ["coin"] = coin,
        ["name"] = coin,
        ["isDefault"] = true,
        ["depositEnable"] = true,
        ["withdrawEnable"] = false,
        ["withdrawFee"] = "0",
        ["withdrawMin"] = "0",
        ["withdrawMax"] = "0",
        ["withdrawIntegerMultiple"] = "0.00000001",
    };

    /// <summary>What the key may do: unless the account says otherwise it trades and reads, cannot move money, and
    /// works from this machine alone.</summary>
    public JsonNode KeyRestrictions(Parameters parameters, Admitted admitted) => new JsonObject
    {
        ["ipRestrict"] = !admitted.Account.Powers.WorksFromAnywhere,
        ["createTime"] = BinanceJson.Ms(venue.OpenedAt),
        ["enableReading"] = true,
        ["enableSpotAndMarginTrading"] = !admitted.Account.Powers.IsReadOnly,
        ["enableWithdrawals"] = admitted.Account.Powers.Withdraws,
        ["enableInternalTransfer"] = admitted.Account.Powers.TransfersInternally,
        ["permitsUniversalTransfer"] = admitted.Account.Powers.TransfersUniversally,
        ["enableMargin"] = false,
        ["enableFutures"] = false,
        ["enableVanillaOptions"] = false,
        ["enablePortfolioMarginTrading"] = false,
        ["enableFixApiTrade"] = false,
        ["enableFixReadOnly"] = false,
    };

    private IEnumerable<Balance> Holdings(PaperAccount account, bool omitsZero)
    {
        ImmutableArray<Balance> held = venue.Balances(account.Name);
        return omitsZero ? held : held.Concat(venue.Instruments
            .SelectMany(market => (Asset[])[market.Base, market.Quote]).Distinct()
            .Except(held.Select(balance => balance.Asset))
            .Select(asset => new Balance(asset, Quantity.Zero, Quantity.Zero)))
            .OrderBy(balance => balance.Asset);
    }

    private static JsonObject TradeFee(string symbol, FeeTerms fees) => new()
    {
        ["symbol"] = symbol,
        ["makerCommission"] = BinanceJson.Number(fees.MakerRate),
        ["takerCommission"] = BinanceJson.Number(fees.TakerRate),
    };

    private static JsonObject Holding(Balance balance) => new()
    {
        ["asset"] = balance.Asset.Symbol,
        ["free"] = BinanceJson.Number(balance.Free.Value),
        ["locked"] = BinanceJson.Number(balance.Locked.Value),
    };
}
