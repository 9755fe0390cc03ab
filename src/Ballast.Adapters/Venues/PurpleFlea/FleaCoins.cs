using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;

namespace Ballast.Adapters.Venues.PurpleFlea;

/// <summary>The wallet's coins as assets, each with a market against the wallet's own USDC.</summary>
public static class FleaCoins
{
    private const decimal Unit = 0.00000001m;
    private const decimal Most = 1_000_000_000_000m;

    /// <summary>What wallets hold beside USDC, in ordinal order.</summary>
    public static ImmutableArray<Asset> All { get; } = [new("BTC"), new("ETH"), new("SOL")];

    /// <summary>The name of a coin's market, as the API spells pairs.</summary>
    public static string SymbolOf(Asset coin) => $"{coin}-{FleaSleeves.Cash}";

    /// <summary>The market of a coin: any size on the grid, at any price, without a fee beside the spread.</summary>
    public static Instrument InstrumentOf(Asset coin) => new()
    {
        Symbol = SymbolOf(coin),
        Base = coin,
        Quote = FleaSleeves.Cash,
        Lot = new LotFilter(Unit, Most, Unit),
        MarketLot = new LotFilter(Unit, Most, Unit),
        Tick = new TickFilter(Unit, Most, Unit),
        MinNotional = 0m,
    };
}
