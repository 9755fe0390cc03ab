using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Policies;

namespace Ballast.Core.Planning;

/// <summary>
/// Turns a wanted value into order sizes and prices that a market's filters accept; always toward zero.
/// </summary>
internal sealed class OrderSizer
{
    private const int MaxPieces = 20;
    private const int MostPlaces = 28;
    private const decimal AlmostAll = 1m - PlanUniverse.Noise;
    private readonly ExecutionPolicy execution;
    private readonly decimal ownersMin;

    /// <summary>For one policy.</summary>
    public OrderSizer(Policy policy)
    {
        execution = policy.Execution;
        ownersMin = policy.Trade.MinNotional.Value;
    }

    /// <summary>Sizes what a route can take of a wanted value.</summary>
    /// <param name="route">The way.</param>
    /// <param name="value">Wanted value in portfolio quote at plan prices, above zero.</param>
    public Sizing Size(TradeRoute route, decimal value)
    {
        decimal wanted = WantedUnits(route, value);
        return route.HasVenue ? SizeForVenue(route, wanted) : SizeFreely(route, wanted);
    }

    /// <summary>The least value that a route takes, as far as filters and the owner's minimum say.</summary>
    /// <param name="route">The way; one that <see cref="Size"/> refuses for its prices has no such value.</param>
    public decimal LeastValue(TradeRoute route) => route.HasVenue
        ? Smallest(route, LowestPrice(route, LimitOf(route))) * route.BasePrice
        : ownersMin;

    /// <summary>Cash that a purchase takes at worst: the collar where there is a venue, costs, and the fixed
    /// part.</summary>
    public decimal CashFor(TradeRoute route, decimal value) => value * CashPerValue(route, value);

    private decimal CashPerValue(TradeRoute route, decimal value)
    {
        decimal expected = 1m + (route.Curve.Total(value) / value);
        if (!route.HasVenue)
        {
            return expected;
        }

        decimal worst = LimitOf(route) * route.CashPrice / route.BasePrice * (1m + route.WorstFee);
        return Math.Max(expected, worst + (route.Curve.Fixed / value));
    }

    /// <summary>The part of a wanted value that cash pays for, worst case.</summary>
    /// <param name="route">The way.</param>
    /// <param name="wanted">The value, and the cash it takes.</param>
    /// <param name="cash">What there is.</param>
    public static decimal Affordable(TradeRoute route, (decimal Value, decimal Needs) wanted, decimal cash)
    {
        if (cash <= 0m)
        {
            return 0m;
        }

        if (wanted.Needs <= cash)
        {
            return wanted.Value;
        }

        // The cost of each unit does not grow when the value shrinks, but for the fixed part: that comes off first.
        decimal left = cash - route.Curve.Fixed;
        return left <= 0m ? 0m : wanted.Value * left / Math.Max(wanted.Needs - route.Curve.Fixed, left);
    }

    /// <summary>
    /// The collar in the market's quote asset: the touch plus or minus the slippage allowed, and never further than
    /// that from the accepted price, whatever the book says.
    /// </summary>
    public decimal LimitOf(TradeRoute route)
    {
        decimal slip = execution.MaxSlippageBps / 10_000m;
        TickFilter tick = route.Instrument.Tick;

        // Rounded to the safe side, where the limit is no worse than allowed; on a grid so coarse that the accepted
        // price could not trade at all on that side, to the first tick at which it can.
        if (route.Side == TradeSide.Buy)
        {
            decimal most = Math.Min(route.Touch + (route.Touch * slip), route.Accepted + (route.Accepted * slip));
            decimal down = Rounding.Down(most, tick.Step);
            decimal limit = down >= route.Accepted ? down
                : Math.Max(down, Rounding.Up(Math.Min(route.Touch, route.Accepted), tick.Step));
            return limit <= tick.Max ? limit : Rounding.Down(tick.Max, tick.Step);
        }

        decimal least = Math.Max(route.Touch - (route.Touch * slip), route.Accepted - (route.Accepted * slip));
        decimal up = Rounding.Up(least, tick.Step);
        decimal lowest = up <= route.Accepted ? up
            : Math.Min(up, Rounding.Down(Math.Max(route.Touch, route.Accepted), tick.Step));
        return lowest >= tick.Min ? lowest : Rounding.Up(tick.Min, tick.Step);
    }

    // Sold out means sold out: the exact balance, not value over price.
    private static decimal WantedUnits(TradeRoute route, decimal value)
    {
        if (route.Side == TradeSide.Sell && value >= route.FreeValue * AlmostAll)
        {
            return route.Free;
        }

        return Quotient(value, route.BasePrice);
    }

    // Toward zero. An inexact quotient has all the digits a decimal can hold, 28 places or 96 bits to within a factor
    // of ten, and its last digit is rounded to nearest: two digits fewer are safe.
    private static decimal Quotient(decimal value, decimal divisor)
    {
        decimal quotient = value / divisor;
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(quotient, parts);
        bool isExact = quotient.Scale < MostPlaces && unchecked((uint)parts[2]) < uint.MaxValue / 11;
        return isExact
            ? quotient
            : decimal.Round(quotient, Math.Max(0, quotient.Scale - 2), MidpointRounding.ToZero);
    }

    private Sizing SizeFreely(TradeRoute route, decimal wanted)
    {
        if (wanted <= 0m || (ownersMin > 0m && wanted * route.BasePrice < ownersMin))
        {
            return Sizing.TooSmall(ownersMin, ownersMin > 0m ? "below-owners-min" : "too-small");
        }

        return new Sizing(wanted, 1, LimitOf(route), route.Touch, SizeLimit.None);
    }

    private Sizing SizeForVenue(TradeRoute route, decimal wanted)
    {
        SizeRules rules = route.Rules;
        decimal limit = LimitOf(route);
        decimal low = LowestPrice(route, limit);
        if (Unpriced(route, limit, low) is { } obstacle)
        {
            return Sizing.TooSmall(0m, obstacle);
        }

        (decimal size, SizeLimit cause) = Cap(route, wanted, limit);
        decimal largest = LargestPiece(route, limit);
        int pieces = largest <= 0m ? 0 : size <= largest ? 1 : (int)Math.Min(MaxPieces, Math.Ceiling(size / largest));
        if (pieces > 0 && size / pieces > largest)
        {
            (size, cause) = (largest * pieces, SizeLimit.VenueMaximum);
        }

        decimal piece = pieces == 0 ? 0m : Rounding.Down(pieces == 1 ? size : Quotient(size, pieces), rules.Step);
        decimal smallest = Smallest(route, low);
        if (piece <= 0m || piece < smallest)
        {
            string code = cause == SizeLimit.Depth ? "depth-share" : CodeOf(route, piece, low);
            return Sizing.TooSmall(smallest * route.BasePrice, code);
        }

        decimal average = route.Depth?.Average(piece * pieces) ?? route.Touch;
        decimal expected = route.Depth is null ? average : Within(route, limit, average);
        return new Sizing(piece, pieces, limit, expected, cause);
    }

    private decimal Smallest(TradeRoute route, decimal low) => Math.Max(
        route.Rules.SmallestWorth(route.Instrument.MinNotional, low),
        route.Rules.SmallestWorth(ownersMin, route.BasePrice));

    // The lowest price at which the venue may judge the notional: a resting order stands away from the touch.
    private decimal LowestPrice(TradeRoute route, decimal limit) =>
        execution.Style == ExecutionStyle.Market
            ? Math.Min(limit, route.Touch)
            : Math.Min(limit, route.Touch * (1m - Math.Min(0.5m, execution.MaxSlippageBps / 10_000m)));

    // Why no order can be priced, or null: what must not be trusted is no base for a limit or for a share of it.
    private string? Unpriced(TradeRoute route, decimal limit, decimal low)
    {
        if (route.Market?.BookFault is { } fault)
        {
            return fault.Code;
        }

        if (execution.MaxDepthShare is not null && route.Depth is null)
        {
            return "no-book";
        }

        TickFilter tick = route.Instrument.Tick;
        bool isOffRange = route.Side == TradeSide.Buy ? route.Touch > tick.Max : route.Touch < tick.Min;
        if (low <= 0m || isOffRange)
        {
            return "price-filter";
        }

        // An order that rests may wait for the market to come to it.
        return execution.Style != ExecutionStyle.Market || Crosses(route, limit) ? null : "beyond-slippage";
    }

    private static bool Crosses(TradeRoute route, decimal limit) =>
        route.Side == TradeSide.Buy ? limit >= route.Touch : limit <= route.Touch;

    private static decimal Within(TradeRoute route, decimal limit, decimal price) =>
        route.Side == TradeSide.Buy ? Math.Min(limit, price) : Math.Max(limit, price);

    private string CodeOf(TradeRoute route, decimal piece, decimal low)
    {
        if (piece * route.BasePrice < ownersMin)
        {
            return "below-owners-min";
        }

        return piece < Math.Max(route.Rules.Min, route.Rules.Step) ? "below-min-size"
            : piece * low < route.Instrument.MinNotional ? "below-min-notional" : "too-small";
    }

    private (decimal Size, SizeLimit Cause) Cap(TradeRoute route, decimal wanted, decimal limit)
    {
        if (execution.MaxDepthShare is not { } share || route.Depth is null)
        {
            return (wanted, SizeLimit.None);
        }

        decimal most = route.Depth.Depth(limit, route.Side) * share;
        return most < wanted ? (most, SizeLimit.Depth) : (wanted, SizeLimit.None);
    }

    private static decimal LargestPiece(TradeRoute route, decimal limit)
    {
        decimal most = route.Rules.Max;
        if (route.Instrument.MaxNotional < decimal.MaxValue)
        {
            most = Math.Min(most, route.Instrument.MaxNotional / Math.Max(limit, route.Touch));
        }

        return most == decimal.MaxValue ? most : Rounding.Down(most, route.Rules.Step);
    }
}

/// <summary>What kept an order smaller than wanted, rounding apart.</summary>
internal enum SizeLimit
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The visible depth.</summary>
    Depth = 1,

    /// <summary>The venue's largest size or notional, even in several orders.</summary>
    VenueMaximum = 2,

    /// <summary>Cash on the account.</summary>
    Cash = 3,

    /// <summary>Free units on accounts that have a market.</summary>
    Inventory = 4,
}

/// <summary>An order's sizes and prices, or why there is none.</summary>
/// <param name="Piece">Units of one order; zero if there is none.</param>
/// <param name="Pieces">How many such orders.</param>
/// <param name="Limit">The collar in the market's quote asset.</param>
/// <param name="Expected">The expected price in the market's quote asset.</param>
/// <param name="Cause">What kept it smaller than wanted.</param>
internal readonly record struct Sizing(decimal Piece, int Pieces, decimal Limit, decimal Expected, SizeLimit Cause)
{
    /// <summary>Units of all orders.</summary>
    public decimal Total => Pieces == 1 ? Piece : Piece * Pieces;

    /// <summary>The least value that could have moved.</summary>
    public decimal Needed { get; private init; }

    /// <summary>Why there is none.</summary>
    public string? Refusal { get; private init; }

    /// <summary>No order.</summary>
    public static Sizing TooSmall(decimal needed, string code) =>
        new(0m, 0, 0m, 0m, SizeLimit.None) { Needed = needed, Refusal = code };
}
