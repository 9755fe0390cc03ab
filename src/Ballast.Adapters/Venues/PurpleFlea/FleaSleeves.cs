using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;

namespace Ballast.Adapters.Venues.PurpleFlea;

/// <summary>
/// The services as assets: each is a sleeve counted in USDC, and the idle reserve is the USDC that pays for them and is
/// paid by them. A movement is an order at a price of one, without a fee.
/// </summary>
public static class FleaSleeves
{
    private const decimal Unit = 0.00000001m;
    private const decimal Most = 1_000_000_000_000m;

    /// <summary>What sleeves are counted in, and the name of the idle reserve.</summary>
    public static Asset Cash { get; } = new("USDC");

    /// <summary>The sleeves, in ordinal order, each named as its service.</summary>
    public static ImmutableArray<Asset> All { get; } =
        [new("casino"), new("domains"), new("escrow"), new("trading"), new("wallet")];

    /// <summary>The market of a sleeve: any amount on the grid, at one and nothing else.</summary>
    public static Instrument InstrumentOf(Asset sleeve) => new()
    {
        Symbol = sleeve.Symbol,
        Base = sleeve,
        Quote = Cash,
        Lot = new LotFilter(Unit, Most, Unit),
        MarketLot = new LotFilter(Unit, Most, Unit),
        Tick = new TickFilter(1m, 1m, 0m),
        MinNotional = 0m,
    };
}
