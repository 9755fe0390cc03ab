using Ballast.Numerics.Drift;

namespace Ballast.Numerics.Tests.Drift;

/// <summary>Scans beside the definition, portfolio by portfolio in plain words.</summary>
public sealed class DriftBookTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 7)]
    [InlineData(5, 1000)]
    [InlineData(9, 333)]
    public void Both_scans_find_what_the_definition_finds(int assets, int count)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            ManyPortfolios many = new(assets, count, seed);
            double[] prices = many.Moved(0.3);

            ManyPortfolios.ShouldBeThose(
                Found(many.Book.Outside, prices, count), many.Outside(prices), $"seed {seed}");
            ManyPortfolios.ShouldBeThose(
                Found(many.Book.OutsideByDoubles, prices, count), many.Outside(prices), $"seed {seed}");
        }
    }

    /// <summary>A weight exactly at the end of its band is inside; one step of a double further it is not, although
    /// floats cannot tell.</summary>
    [Fact]
    public void Ends_of_bands_are_told_apart_to_the_last_digit()
    {
        // Worth 3 to 1: weights 0.75 and 0.25, a quarter from targets of one half.
        double[] quantities = [3.0, 1.0, Math.BitIncrement(3.0), 1.0, 2.9999, 1.0];
        DriftBook book = Book(2, quantities, [0.5, 0.5, 0.5, 0.5, 0.5, 0.5], [0.25, 0.25, 0.25]);

        Found(book.Outside, [1.0, 1.0], 3).ShouldBe([1]);
        Found(book.OutsideByDoubles, [1.0, 1.0], 3).ShouldBe([1]);
    }

    [Fact]
    public void A_portfolio_of_nothing_has_no_drift_and_an_infinite_band_is_never_left()
    {
        DriftBook book = Book(
            2, [0.0, 0.0, 5.0, 0.0, 5.0, 0.0], [0.5, 0.5, 0.5, 0.5, 0.5, 0.5], [0.0, double.PositiveInfinity, 0.4]);

        Found(book.Outside, [2.0, 3.0], 3).ShouldBe([2]);
    }

    [Fact]
    public void What_is_held_after_a_trade_counts()
    {
        DriftBook book = Book(2, [1.0, 1.0], [0.5, 0.5], [0.1]);
        Found(book.Outside, [2.0, 1.0], 1).ShouldBe([0]);

        book.Hold(0, [1.0, 2.0]);

        Found(book.Outside, [2.0, 1.0], 1).ShouldBeEmpty();
    }

    [Fact]
    public void Numbers_that_are_no_portfolio_are_refused_by_name()
    {
        Refused(DriftBook.Of(2, [1.0], [0.5, 0.5], [0.1])).ShouldBe("shape");
        Refused(DriftBook.Of(2, [1.0, -1.0], [0.5, 0.5], [0.1])).ShouldBe("quantities[1]");
        Refused(DriftBook.Of(2, [1.0, double.NaN], [0.5, 0.5], [0.1])).ShouldBe("quantities[1]");
        Refused(DriftBook.Of(2, [1.0, 1.0], [0.5, 1.5], [0.1])).ShouldBe("targets[1]");
        Refused(DriftBook.Of(2, [1.0, 1.0], [0.5, 0.5], [double.NaN])).ShouldBe("bands[0]");
    }

    [Fact]
    public void Prices_that_are_none_are_a_mistake()
    {
        DriftBook book = Book(2, [1.0, 1.0], [0.5, 0.5], [0.1]);

        Should.Throw<ArgumentException>(() => book.Outside([1.0], new int[1]));
        Should.Throw<ArgumentException>(() => book.Outside([1.0, 0.0], new int[1]));
        Should.Throw<ArgumentException>(() => book.Outside([1.0, double.NaN], new int[1]));
        Should.Throw<ArgumentException>(() => book.Outside([1.0, 1.0], []));
        Should.Throw<ArgumentException>(() => book.Hold(1, [1.0, 1.0]));
    }

    private delegate int Scan(ReadOnlySpan<double> prices, Span<int> outside);

    private static int[] Found(Scan scan, double[] prices, int count)
    {
        var outside = new int[count];
        return outside[..scan(prices, outside)];
    }

    private static string Refused(DriftBookOutcome outcome) =>
        outcome.ShouldBeOfType<DriftBookOutcome.Refused>().Field;

    private static DriftBook Book(int assets, double[] quantities, double[] targets, double[] bands) =>
        DriftBook.Of(assets, quantities, targets, bands).ShouldBeOfType<DriftBookOutcome.Ready>().Book;
}
