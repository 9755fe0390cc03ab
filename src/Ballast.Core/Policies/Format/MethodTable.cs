using System.Collections.Immutable;
using Ballast.Core.Amounts;

namespace Ballast.Core.Policies.Format;

/// <summary>The blocks inside a method: bounds, groups, views and edges.</summary>
internal static class MethodTable
{
    private static readonly Kind<decimal> Factor = PolicyKinds.Numbers(
        new Bounds(-1000m, 1000m, "how much of the asset; below zero counts against it"));

    private static readonly Kind<decimal> Share = PolicyKinds.Numbers(new Bounds(0m, 1m, "a fraction (half is 0.5)"));

    private static readonly Kind<string> Name = new TextKind<string>
    {
        IsValid = text => text.Length is > 0 and <= 64 && text.All(letter => char.IsAsciiLetterOrDigit(letter)
            || letter is '-' or '_' or ' '),
        Make = text => text,
        Text = text => text,
        Words = "a name: 1 to 64 letters, digits, spaces, - or _",
        Pattern = "^[A-Za-z0-9 _-]{1,64}$",
    };

    private static readonly Field<BoundsPolicy>[] Sides =
    [
        new Binding<BoundsPolicy, Weight>(PolicyKinds.Weight, (bounds, least) => bounds with { Min = least })
            .Sometimes("min", "The least weight.", bounds => bounds.Min is { } least ? [least] : []),
        new Binding<BoundsPolicy, Weight>(PolicyKinds.Weight, (bounds, most) => bounds with { Max = most })
            .Sometimes("max", "The most weight.", bounds => bounds.Max is { } most ? [most] : []),
    ];

    /// <summary>Least and most weight.</summary>
    public static Block<BoundsPolicy> Bounds { get; } = new(
        new BoundsPolicy(),
        [
            .. Sides,
            new Binding<BoundsPolicy, ImmutableSortedDictionary<Asset, BoundsPolicy>>(
                new MapKind<BoundsPolicy>(new Block<BoundsPolicy>(new BoundsPolicy(), Sides), 1, 200),
                (bounds, single) => bounds with { PerAsset = single })
                .Sometimes(
                    "perAsset",
                    "Bounds of single assets; a side left out is as around it.",
                    bounds => bounds.PerAsset.IsEmpty ? [] : [bounds.PerAsset]),
        ]);

    /// <summary>Assets with limits together.</summary>
    public static Block<GroupPolicy> Group { get; } = new(
        new GroupPolicy { Name = "", Assets = [] },
        new Binding<GroupPolicy, string>(Name, (group, name) => group with { Name = name })
            .Always("name", "What reasons call the group.", group => group.Name).Required(),
        new Binding<GroupPolicy, ImmutableArray<Asset>>(
            new ListKind<Asset>(PolicyKinds.Asset, 1, 200), (group, assets) => group with { Assets = assets })
            .Always("assets", "Its assets, out of the method's.", group => group.Assets).Required(),
        new Binding<GroupPolicy, Weight>(PolicyKinds.Weight, (group, least) => group with { Min = least })
            .Sometimes("min", "The least of their sum.", group => group.Min is { } least ? [least] : []),
        new Binding<GroupPolicy, Weight>(PolicyKinds.Weight, (group, most) => group with { Max = most })
            .Sometimes("max", "The most of their sum.", group => group.Max is { } most ? [most] : []));

    /// <summary>An opinion.</summary>
    public static Block<ViewPolicy> View { get; } = new(
        new ViewPolicy(ImmutableSortedDictionary<Asset, decimal>.Empty, 0m, 0m),
        new Binding<ViewPolicy, ImmutableSortedDictionary<Asset, decimal>>(
            new MapKind<decimal>(Factor, 1, 200), (view, factors) => view with { Factors = factors })
            .Always(
                "factors",
                "What it is about: 1 for one asset alone, 1 and -1 for one against another.",
                view => view.Factors)
            .Required(),
        new Binding<ViewPolicy, decimal>(
            PolicyKinds.Numbers(new Bounds(-10m, 10m, "a fraction a year (15 % is 0.15)")), (view, earned) =>
                view with { Return = earned })
            .Always("return", "The total return a year that it expects.", view => view.Return).Required(),
        new Binding<ViewPolicy, decimal>(Share, (view, trust) => view with { Confidence = trust })
            .Always("confidence", "0 is not held, 1 is certain.", view => view.Confidence).Required());

    /// <summary>A bet.</summary>
    public static Block<EdgePolicy> Edge { get; } = new(
        new EdgePolicy(0m, 0m),
        new Binding<EdgePolicy, decimal>(Share, (edge, chance) => edge with { WinProbability = chance })
            .Always("winProbability", "How often it wins.", edge => edge.WinProbability).Required(),
        new Binding<EdgePolicy, decimal>(
            PolicyKinds.Numbers(new Bounds(0m, 1000m, "what a won stake of 1 earns") { IsOpenBelow = true }),
            (edge, odds) => edge with { Odds = odds })
            .Always("odds", "What a won stake of 1 earns; a lost one is gone.", edge => edge.Odds).Required());
}
