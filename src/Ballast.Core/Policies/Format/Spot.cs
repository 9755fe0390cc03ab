using System.Text.Json;

namespace Ballast.Core.Policies.Format;

/// <summary>A value of the file, where it stands, and the list that errors about it go to.</summary>
internal sealed record Spot(JsonElement Value, string Path, List<PolicyError> Errors)
{
    private const int LongestQuote = 60;

    /// <summary>A member of this object.</summary>
    public Spot Member(string name, JsonElement value) => this with { Path = PathTo(Path, name), Value = value };

    /// <summary>An item of this array.</summary>
    public Spot Item(int index, JsonElement value) => this with { Path = $"{Path}[{index}]", Value = value };

    /// <summary>Reports the value as not allowed.</summary>
    public void Refuse(string allowed) => Report(Path, Quote(Value), allowed);

    /// <summary>Reports a member by its name.</summary>
    public void RefuseMember(string name, string found, string allowed) => Report(PathTo(Path, name), found, allowed);

    /// <summary>The path of a member; names that are not plain words are put in brackets.</summary>
    public static string PathTo(string path, string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '$')
            ? $"{path}.{name}"
            : $"{path}['{Shorten(name)}']";

    private static string Quote(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        _ => Shorten(value.GetRawText()),
    };

    private static string Shorten(string text) => text.Length <= LongestQuote ? text : text[..LongestQuote] + "...";

    private void Report(string path, string found, string allowed) =>
        Errors.Add(new PolicyError { Path = path, Found = found, Allowed = allowed });
}
