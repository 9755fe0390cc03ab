using Ballast.Core.Amounts;
using Ballast.Core.Reports.Shadows;
using Ballast.Engine.Views;

namespace Ballast.Server.Features.Performance;

/// <summary>What another rule would have made of the same money, valued beside the live portfolio.</summary>
public sealed record ShadowBookItem
{
    /// <summary>The rule's name.</summary>
    public required string Id { get; init; }

    /// <summary>What the book is worth, flows in it and costs paid.</summary>
    public required Money Value { get; init; }

    /// <summary>Its flow-neutral return since the beginning of the comparison, as a fraction.</summary>
    public required decimal Return { get; init; }

    /// <summary>The live portfolio's return over the same span less this one, as a fraction of one: above zero the
    /// live portfolio did better. Small differences, and any over a short span, are noise.</summary>
    public required decimal LiveAhead { get; init; }

    /// <summary>What its trades have cost by the policy's costs.</summary>
    public required Money Cost { get; init; }

    /// <summary>How often it went to the targets.</summary>
    public required int Runs { get; init; }

    /// <summary>The books of these rules; none before the portfolio is bought.</summary>
    public static IReadOnlyList<ShadowBookItem> Of(PortfolioView view, IEnumerable<ShadowRule> rules) =>
        view.Shadows is { } books ? [.. rules.Select(rule => Of(books, rule))] : [];

    private static ShadowBookItem Of(ShadowBooks books, ShadowRule rule)
    {
        ShadowBook book = books.Of(rule);
        return new ShadowBookItem
        {
            Id = ShadowRules.NameOf(rule),
            Value = book.Value,
            Return = book.Growth - 1m,
            LiveAhead = books.Ahead(rule),
            Cost = book.Cost,
            Runs = book.Runs,
        };
    }
}
