using System.Collections.Immutable;
using Ballast.Core.Amounts;
using NodaTime;

namespace Ballast.Core.Reports.Shadows;

/// <summary>
/// The live portfolio and its shadows over one span: all begin with the same holdings at the same instant, are valued
/// at the same instants and prices, and get the same flows.
/// </summary>
public sealed record ShadowBooks
{
    /// <summary>When they began.</summary>
    public required Instant Since { get; init; }

    /// <summary>The last valuation.</summary>
    public required Instant At { get; init; }

    /// <summary>V of the live portfolio then.</summary>
    public required Money LiveValue { get; init; }

    /// <summary>What one unit in the live portfolio has become since the beginning, flows left out.</summary>
    public decimal LiveGrowth { get; init; } = 1m;

    /// <summary>Deposits less withdrawals since the last valuation.</summary>
    public Money Flow { get; init; }

    /// <summary>One per rule, in the order of <see cref="ShadowRules.All"/>.</summary>
    public required ImmutableArray<ShadowBook> Books { get; init; }

    /// <summary>The book of a rule.</summary>
    public ShadowBook Of(ShadowRule rule) => Books.First(book => book.Rule == rule);

    /// <summary>Return of the live portfolio less that of a shadow, as a fraction of one: above zero the live one did
    /// better.</summary>
    public decimal Ahead(ShadowRule rule) => LiveGrowth - Of(rule).Growth;
}
