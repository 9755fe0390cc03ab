using System.Globalization;
using System.Numerics;
using Ballast.Adapters.Wallets;

namespace Ballast.Adapters.Tests.Wallets;

/// <summary>Smallest units as quantities.</summary>
public sealed class ChainAmountTests
{
    // By hand: the point moves left by the number of places. 2^96 - 1 = 79228162514264337593543950335.
    [Theory]
    [InlineData("0", 18, "0")]
    [InlineData("0", 77, "0")]
    [InlineData("1", 18, "0.000000000000000001")]
    [InlineData("1234567890", 6, "1234.56789")]
    [InlineData("50000000", 8, "0.5")]
    [InlineData("7", 0, "7")]
    [InlineData("1", 28, "0.0000000000000000000000000001")]
    [InlineData("100", 30, "0.0000000000000000000000000001")]
    [InlineData("79228162514264337593543950335", 0, "79228162514264337593543950335")]
    [InlineData("79228162514264337593543950335", 18, "79228162514.264337593543950335")]
    [InlineData("79228162514264337593543950335000", 3, "79228162514264337593543950335")]
    public void Every_unit_is_there(string units, int places, string expected) =>
        ChainAmount.Of(BigInteger.Parse(units, CultureInfo.InvariantCulture), places).ToString().ShouldBe(expected);

    [Theory]
    [InlineData("79228162514264337593543950336", 0)]
    [InlineData("79228162514264337593543950336", 18)]
    [InlineData("1", 29)]
    [InlineData("115792089237316195423570985008687907853269984665640564039457584007913129639935", 18)]
    public void What_a_decimal_cannot_hold_is_refused_and_not_rounded(string units, int places) =>
        Should.Throw<FormatException>(
                () => ChainAmount.Of(BigInteger.Parse(units, CultureInfo.InvariantCulture), places))
            .Message.ShouldBe($"{units} units with {places} decimal places are more than can be counted exactly");

    [Fact]
    public void Less_than_nothing_is_no_amount() =>
        Should.Throw<FormatException>(() => ChainAmount.Of(BigInteger.MinusOne, 8));
}
