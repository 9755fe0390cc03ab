using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;
using NodaTime;
using NodaTime.Text;

namespace Ballast.Server.Wire;

/// <summary>
/// How values look outside: camelCase names, money, prices and quantities as canonical decimal texts, weights as
/// numbers, times as
/// ISO 8601 in UTC. REST answers, events and the command line's <c>--json</c> use the same options.
/// </summary>
public static class WireJson
{
    /// <summary>Compact.</summary>
    public static JsonSerializerOptions Options { get; } = Create(new JsonSerializerOptions());

    /// <summary>One member a line, for people who read a command's output.</summary>
    public static JsonSerializerOptions Indented { get; } = Create(new JsonSerializerOptions { WriteIndented = true });

    /// <summary>Puts the conventions into options that another component owns.</summary>
    public static void Apply(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.DictionaryKeyPolicy = null;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.RespectNullableAnnotations = true;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.Converters.Add(new WeightConverter());
        options.Converters.Add(Decimals(static (Money m) => m.Value, static d => new Money(d)));
        options.Converters.Add(Decimals(static (Price p) => p.Value, static d => new Price(d)));
        options.Converters.Add(Decimals(static (Quantity q) => q.Value, static d => new Quantity(d)));
        options.Converters.Add(new TextConverter<Asset>(static a => a.Symbol, static t => new Asset(t)));
        options.Converters.Add(new TextConverter<PortfolioId>(static p => p.Value, static t => new PortfolioId(t)));
        options.Converters.Add(new TextConverter<AccountId>(static a => a.Value, static t => new AccountId(t)));
        options.Converters.Add(new TextConverter<Instant>(InstantPattern.ExtendedIso.Format, ParseTime));
    }

    private static JsonSerializerOptions Create(JsonSerializerOptions options)
    {
        Apply(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private static TextConverter<T> Decimals<T>(Func<T, decimal> write, Func<decimal, T> read)
        where T : struct =>
        new(value => CanonicalDecimal.Format(write(value)), text => read(CanonicalDecimal.Parse(text)));

    private static Instant ParseTime(string text)
    {
        ParseResult<Instant> result = InstantPattern.ExtendedIso.Parse(text);
        return result.Success ? result.Value : throw new FormatException($"'{text}' is not an ISO 8601 time in UTC");
    }
}
