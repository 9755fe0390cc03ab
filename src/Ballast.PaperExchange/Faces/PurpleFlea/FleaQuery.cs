using System.Globalization;
using System.Net;

namespace Ballast.PaperExchange.Faces.PurpleFlea;

/// <summary>The query of a request; what is wrong with it is refused by the parameter's name.</summary>
internal sealed class FleaQuery
{
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    public FleaQuery(string query)
    {
        foreach (string pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? pair : pair[..equals];
            string value = equals < 0 ? "" : pair[(equals + 1)..];
            values.TryAdd(WebUtility.UrlDecode(name), WebUtility.UrlDecode(value));
        }
    }

    public string? Find(string name) => values.GetValueOrDefault(name) is { Length: > 0 } text ? text : null;

    public string Require(string name) =>
        Find(name) ?? throw FleaRefusalException.Invalid(name, "is required");

    public long FindWhole(string name, long otherwise, WholeRange range) => Find(name) is not { } text
        ? otherwise
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            && number >= range.Low && number <= range.High
            ? number
            : throw FleaRefusalException.Invalid(name, $"must be a whole number from {range.Low} to {range.High}");
}

/// <summary>Which whole numbers a parameter takes.</summary>
/// <param name="Low">The lowest.</param>
/// <param name="High">The highest.</param>
internal readonly record struct WholeRange(long Low, long High);
