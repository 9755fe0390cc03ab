namespace Ballast.Core.Amounts;

/// <summary>
/// Every rounding of an order's size or price, by direction. Sizes round toward zero, a buyer's limit rounds up to the
/// next tick
/// only where the collar is meant to be reachable, a seller's down; nothing rounds to nearest.
/// </summary>
public static class Rounding
{
    /// <summary>The largest multiple of <paramref name="step"/> not above <paramref name="value"/>, for values of zero
    /// or more.</summary>
    /// <param name="value">Zero or more.</param>
    /// <param name="step">Above zero; zero means "no step" and returns the value.</param>
    public static decimal Down(decimal value, decimal step)
    {
        if (step == 0m)
        {
            return value;
        }

        // The quotient is rounded to 28 digits and may land on the integer above; one step back mends that.
        decimal down = decimal.Truncate(value / step) * step;
        return down > value ? down - step : down;
    }

    /// <summary>The smallest multiple of <paramref name="step"/> not below <paramref name="value"/>, for values of zero
    /// or more.</summary>
    /// <param name="value">Zero or more.</param>
    /// <param name="step">Above zero; zero means "no step" and returns the value.</param>
    public static decimal Up(decimal value, decimal step)
    {
        decimal down = Down(value, step);
        return down == value || step == 0m ? down : down + step;
    }

    /// <summary>A size as the step allows it, toward zero.</summary>
    public static Quantity ToStep(Quantity size, decimal step) => new(size.Sign * Down(Math.Abs(size.Value), step));

    /// <summary>A limit price on the tick grid, not above the given price.</summary>
    public static Price ToTickDown(Price price, decimal tick) => new(Down(price.Value, tick));

    /// <summary>A limit price on the tick grid, not below the given price.</summary>
    public static Price ToTickUp(Price price, decimal tick) => new(Up(price.Value, tick));
}
