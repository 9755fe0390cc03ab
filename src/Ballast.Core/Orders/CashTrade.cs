using Ballast.Core.Amounts;
using Ballast.Core.Markets;

namespace Ballast.Core.Orders;

/// <summary>
/// A trade of which only size and cash are known, as a price on a grid and what the grid leaves over, so that size
/// times price and rest together are the cash to its last unit.
/// </summary>
/// <param name="Size">Units of the base asset.</param>
/// <param name="Price">Cash per unit on the grid: not above what a buyer paid, not below what a seller got.</param>
/// <param name="Rest">Cash that is charged beside it, zero or more; less than one step of the price for each unit.
/// </param>
public sealed record CashTrade(Quantity Size, Price Price, Quantity Rest)
{
    private const decimal PriceStep = 0.00000001m;

    /// <summary>Splits the cash of a trade.</summary>
    /// <param name="side">Whether the cash was paid or raised.</param>
    /// <param name="size">Units of the base asset, above zero.</param>
    /// <param name="cash">What they cost or brought, zero or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no size, or the cash is negative.</exception>
    public static CashTrade Of(TradeSide side, Quantity size, Quantity cash)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size.Value, nameof(size));
        ArgumentOutOfRangeException.ThrowIfNegative(cash.Value, nameof(cash));
        decimal exact = cash.Value / size.Value;
        if (side == TradeSide.Buy)
        {
            decimal paid = Rounding.Down(exact, PriceStep);

            // The quotient has 28 digits and may be rounded up.
            paid = size.Value * paid > cash.Value ? paid - PriceStep : paid;
            return new CashTrade(size, new Price(paid), new Quantity(cash.Value - (size.Value * paid)));
        }

        decimal got = Rounding.Up(exact, PriceStep);
        got = size.Value * got < cash.Value ? got + PriceStep : got;
        return new CashTrade(size, new Price(got), new Quantity((size.Value * got) - cash.Value));
    }
}
