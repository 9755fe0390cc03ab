using System.Buffers;
using System.Collections.Immutable;
using Ballast.Core.Amounts;
using NodaTime;

namespace Ballast.Core.Policies.Format;

/// <summary>The fields of <c>external</c>.</summary>
internal static class ExternalTable
{
    private static readonly SearchValues<char> NotInPaths = SearchValues.Create("\\:*?<>|");

    private static readonly Kind<string> RelativePath = new TextKind<string>
    {
        IsValid = IsRelativePath,
        Make = text => text,
        Text = text => text,
        Words = "a path below the policy file's folder, with / between its parts and no part \"..\"",
        Pattern = @"^[^/\\:*?<>|][^\\:*?<>|]{0,255}$",
    };

    private static readonly Kind<string> Address = new TextKind<string>
    {
        IsValid = IsAddress,
        Make = text => text,
        Text = text => text,
        Words = "an http or https address without a user name in it",
        Pattern = "^https?://",
    };

    private static readonly Kind<Weight> Move = PolicyKinds.Weights(
        new Bounds(0m, 1m, "a fraction of the portfolio (10 points are 0.10)") { IsOpenBelow = true });

    /// <summary>The block.</summary>
    public static Block<ExternalPolicy> External { get; } = new(
        new ExternalPolicy(),
        new Binding<ExternalPolicy, string>(RelativePath, (external, path) => external with { File = path })
            .Sometimes(
                "file",
                "The document as a file, from the policy file's folder.",
                external => external.File is { } path ? [path] : []),
        new Binding<ExternalPolicy, string>(Address, (external, url) => external with { Url = url })
            .Sometimes(
                "url",
                "The document as an answer to GET, instead of a file; redirects are not followed.",
                external => external.Url is { } url ? [url] : []),
        new Binding<ExternalPolicy, ImmutableArray<Asset>>(
            new ListKind<Asset>(PolicyKinds.Asset, 1, PolicyKinds.MostAssets), (external, assets) =>
                external with { Assets = assets })
            .Sometimes(
                "assets",
                "The assets that the document may give weights to; leave it out where it names a regime.",
                external => external.Assets.IsEmpty ? [] : [external.Assets]),
        new Binding<ExternalPolicy, Duration>(
            new DurationKind(Duration.FromMinutes(1), Duration.FromDays(366)), (external, age) =>
                external with { MaxAge = age })
            .Always("maxAge", "The oldest asOf that is acted upon.", external => external.MaxAge),
        new Binding<ExternalPolicy, Weight>(Move, (external, move) => external with { MaxDailyMove = move })
            .Always(
                "maxDailyMove",
                "How far the target may move within a UTC day, by weights or by a switch of regimes alike, as half the "
                + "sum of the weights' differences; what asks for more is cut to it and said. 1 lets a switch through "
                + "at once.",
                external => external.MaxDailyMove),
        new Binding<ExternalPolicy, Duration>(
            new DurationKind(Duration.FromMilliseconds(100), Duration.FromSeconds(30)), (external, time) =>
                external with { Timeout = time })
            .Always("timeout", "How long an answer over HTTP may take.", external => external.Timeout));

    private static bool IsAddress(string text) =>
        text.Length <= 500 && text.StartsWith("http", StringComparison.Ordinal)
        && Uri.TryCreate(text, UriKind.Absolute, out Uri? address)
        && (address.Scheme is "http" or "https") && address.UserInfo.Length == 0;

    private static bool IsRelativePath(string text) =>
        text.Length is > 0 and <= 256 && text[0] != '/' && !text.AsSpan().ContainsAny(NotInPaths)
        && !text.Any(char.IsControl) && !text.Split('/').Contains("..");
}
