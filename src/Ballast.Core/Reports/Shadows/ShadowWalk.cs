using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Policies;
using NodaTime;

namespace Ballast.Core.Reports.Shadows;

/// <summary>
/// Leads the shadow books from one valuation of the live portfolio to the next. Pure: the same valuations and flows
/// give the same books.
/// </summary>
public static class ShadowWalk
{
    // Less than this cannot be compared with anything, and more at once is a balance that nobody booked.
    private const decimal Least = 0.01m;
    private const decimal MostAtOnce = 1_000_000m;
    private const decimal MostGrowth = 1_000_000_000_000m;
    private const decimal FivePoints = 0.05m;

    /// <summary>Books that begin with the live holdings; <see langword="null"/> where they cannot be valued.</summary>
    /// <param name="policy">Whose targets the rules go to.</param>
    /// <param name="holdings">Units of the live portfolio that count in it.</param>
    /// <param name="sight">The valuation they begin at.</param>
    public static ShadowBooks? Begin(
        Policy policy, ImmutableSortedDictionary<Asset, Quantity> holdings, ShadowSight sight)
    {
        ShadowGroups groups = new(policy, sight.Prices);
        return sight.Value.Value < Least || groups.Values(holdings)?.Values.Sum() is not (>= Least and var value)
            ? null
            : new ShadowBooks
            {
                Since = sight.At,
                At = sight.At,
                LiveValue = sight.Value,
                Books = [.. ShadowRules.All.Select(rule => Started(new ShadowBook
                {
                    Rule = rule,
                    Units = holdings,
                    Value = new Money(value),
                }, policy, groups))],
            };
    }

    /// <summary>
    /// The books at the next valuation: grown by its prices, flows put to use in proportion to what each holds, and
    /// traded where a rule says so. <see langword="null"/> where the comparison ends, because everything was taken
    /// out or a value makes no sense; it may begin anew.
    /// </summary>
    public static ShadowBooks? Mark(ShadowBooks books, Policy policy, ShadowSight sight)
    {
        if (Grown(books.LiveGrowth, books.LiveValue.Value, (sight.Value - books.Flow).Value) is not { } live)
        {
            return null;
        }

        ShadowGroups groups = new(policy, sight.Prices);
        var marked = ImmutableArray.CreateBuilder<ShadowBook>(books.Books.Length);
        foreach (ShadowBook book in books.Books)
        {
            if (Valued(book, books.Flow, policy, groups) is not { } valued)
            {
                return null;
            }

            ShadowBook traded = Traded(valued, policy, groups, (books.At, sight));
            if (Grown(book.Growth, book.Value.Value, (traded.Value - books.Flow).Value) is not { } growth)
            {
                return null;
            }

            marked.Add(traded with { Growth = growth });
        }

        return books with
        {
            At = sight.At,
            LiveValue = sight.Value,
            LiveGrowth = live,
            Flow = Money.Zero,
            Books = marked.MoveToImmutable(),
        };
    }

    /// <summary>Half the sum of the distances of all weights from their targets: the part of the portfolio that would
    /// have to be exchanged to be on target; one where nothing can be valued.</summary>
    public static decimal Distance(
        Policy policy, ImmutableSortedDictionary<Asset, Quantity> holdings, ShadowSight sight)
    {
        ShadowGroups groups = new(policy, sight.Prices);
        return groups.Values(holdings) is { } values && values.Values.Sum() is >= Least and var whole
            ? Drifts(policy, groups, values, whole).Sum() / 2m
            : 1m;
    }

    /// <summary>A deposit, or below zero a withdrawal, that the next valuation puts to use.</summary>
    public static ShadowBooks Flowed(ShadowBooks books, Money flow) => books with { Flow = books.Flow + flow };

    /// <summary>What a position earned by itself: each book's own units of it earn the same part.</summary>
    /// <param name="books">The books.</param>
    /// <param name="asset">What earned.</param>
    /// <param name="part">Units earned per unit held.</param>
    public static ShadowBooks Gained(ShadowBooks books, Asset asset, decimal part) =>
        Math.Abs(part) > MostAtOnce ? books : Each(books, book => book.Units.TryGetValue(asset, out Quantity units)
            ? book with { Units = book.Units.SetItem(asset, units * Math.Max(0m, 1m + part)) }
            : book);

    /// <summary>Income of the whole portfolio: each book earns the same part of its value and adds it to what it
    /// holds.</summary>
    /// <param name="books">The books.</param>
    /// <param name="income">In quote currency.</param>
    public static ShadowBooks Earned(ShadowBooks books, Money income)
    {
        decimal part = books.LiveValue.Value < Least ? 0m : income.Value / books.LiveValue.Value;
        return Math.Abs(part) > MostAtOnce
            ? books
            : Each(books, book => book with { Units = Scaled(book.Units, Math.Max(0m, 1m + part)) });
    }

    private static ShadowBook Started(ShadowBook book, Policy policy, ShadowGroups groups) =>
        book.Rule == ShadowRule.ConstantMix ? ShadowTrade.OntoTarget(book, policy, groups) : book;

    // In proportion, because then no flow changes what a book is made of: with F put to use at a rate r of what is
    // traded, s V = V + F - |s - 1| R, where R is the sum of r_i v_i.
    private static ShadowBook? Valued(ShadowBook book, Money flow, Policy policy, ShadowGroups groups)
    {
        if (groups.Values(book.Units) is not { } values)
        {
            return null;
        }

        decimal value = values.Values.Sum();
        if (flow.IsZero)
        {
            return book with { Value = new Money(value) };
        }

        decimal rates = book.Rule == ShadowRule.ConstantMix
            ? 0m
            : values.Sum(pair => pair.Value * ShadowTrade.RateOf(policy, pair.Key));
        decimal whole = flow.Sign > 0 ? value + rates : value - rates;
        if (whole < Least || value + flow.Value < Least || flow.Value / whole is <= -1m or > MostAtOnce)
        {
            return null;
        }

        decimal grown = flow.Value / whole;
        decimal cost = Math.Abs(grown) * rates;
        return book with
        {
            Units = Scaled(book.Units, 1m + grown),
            Value = new Money(value + flow.Value - cost),
            Cost = book.Cost + new Money(cost),
        };
    }

    private static ShadowBook Traded(
        ShadowBook book, Policy policy, ShadowGroups groups, (Instant Before, ShadowSight Now) sights) =>
        book.Rule switch
        {
            ShadowRule.Hold => book,
            ShadowRule.ConstantMix => ShadowTrade.OntoTarget(book, policy, groups),
            ShadowRule.Daily when DayOf(sights.Before) == DayOf(sights.Now.At) => book,
            ShadowRule.Monthly when MonthOf(sights.Before) == MonthOf(sights.Now.At) => book,
            ShadowRule.FivePointBand when !IsBeyond(book, policy, groups) => book,
            ShadowRule.Daily or ShadowRule.Monthly or ShadowRule.FivePointBand =>
                ShadowTrade.ToTarget(book, policy, groups, sights.Now),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static bool IsBeyond(ShadowBook book, Policy policy, ShadowGroups groups) =>
        groups.Values(book.Units) is { } values && book.Value.Value >= Least
        && Drifts(policy, groups, values, book.Value.Value).Any(drift => drift > FivePoints);

    private static IEnumerable<decimal> Drifts(
        Policy policy, ShadowGroups groups, SortedDictionary<Asset, decimal> values, decimal whole) =>
        values.Keys.Union(groups.Managed).Select(asset => Math.Abs(
            (values.GetValueOrDefault(asset) / whole) - policy.Target.GetValueOrDefault(asset).Value));

    private static LocalDate DayOf(Instant at) => at.InUtc().Date;

    private static YearMonth MonthOf(Instant at) => at.InUtc().Date.ToYearMonth();

    private static decimal? Grown(decimal growth, decimal before, decimal after)
    {
        if (before < Least || after < 0m || after / before > MostAtOnce)
        {
            return null;
        }

        decimal grown = growth * (after / before);
        return grown > MostGrowth ? null : grown;
    }

    private static ImmutableSortedDictionary<Asset, Quantity> Scaled(
        ImmutableSortedDictionary<Asset, Quantity> units, decimal factor) =>
        units.ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value * factor);

    private static ShadowBooks Each(ShadowBooks books, Func<ShadowBook, ShadowBook> change) =>
        books with { Books = [.. books.Books.Select(change)] };
}
