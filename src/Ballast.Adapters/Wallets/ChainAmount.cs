using System.Numerics;
using Ballast.Core.Amounts;

namespace Ballast.Adapters.Wallets;

/// <summary>Whole numbers of the smallest unit as quantities, exactly or not at all.</summary>
internal static class ChainAmount
{
    // A decimal holds 96 bits and 28 places.
    private const int MostPlaces = 28;
    private static readonly BigInteger Largest = (BigInteger.One << 96) - 1;

    /// <summary>A quantity.</summary>
    /// <param name="units">Zero or more.</param>
    /// <param name="places">Decimal places of the asset; zero or more.</param>
    /// <exception cref="FormatException">It is negative, or a decimal cannot hold it without rounding.</exception>
    public static Quantity Of(BigInteger units, int places)
    {
        (BigInteger digits, int left) = (units, places);
        while (left > 0 && (digits % 10).IsZero)
        {
            (digits, left) = digits.IsZero ? (digits, 0) : (digits / 10, left - 1);
        }

        if (units.Sign < 0 || places < 0)
        {
            throw new FormatException($"{units} units with {places} decimal places are no amount");
        }

        if (digits > Largest || left > MostPlaces)
        {
            throw new FormatException(
                $"{units} units with {places} decimal places are more than can be counted exactly");
        }

        decimal scale = 1m;
        for (int place = 0; place < left; place++)
        {
            scale /= 10m;
        }

        return new Quantity((decimal)digits * scale);
    }
}
