using Ballast.Core.Reports.Shadows;

namespace Ballast.Server.Features.Performance;

/// <summary>Which shadow books somebody wants to see. Closed: <see cref="Known"/> or <see cref="Unknown"/>.</summary>
public abstract record BooksAsked
{
    /// <summary>The names there are, for messages and help.</summary>
    public static string Names { get; } = string.Join(", ", ShadowRules.All.Select(ShadowRules.NameOf));

    /// <summary>Reads names separated by commas; nothing means <c>hold</c> alone, <c>all</c> every one.</summary>
    public static BooksAsked Read(string? names)
    {
        if (names is null or "all")
        {
            return new Known(names is null ? [ShadowRule.Hold] : ShadowRules.All);
        }

        List<ShadowRule> rules = [];
        foreach (string name in names.Split(',', StringSplitOptions.TrimEntries))
        {
            if (ShadowRules.Find(name) is not { } rule)
            {
                return new Unknown($"there is no book '{name}'; there are {Names}, and 'all'");
            }

            rules.Add(rule);
        }

        return new Known([.. rules.Distinct()]);
    }

    /// <summary>These.</summary>
    public sealed record Known(IReadOnlyList<ShadowRule> Rules) : BooksAsked;

    /// <summary>One of the names means nothing.</summary>
    public sealed record Unknown(string Cause) : BooksAsked;
}
