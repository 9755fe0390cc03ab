using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ballast.Core.Amounts;
using Ballast.PaperExchange.Orders;
using NodaTime;

namespace Ballast.PaperExchange.Faces.Binance;

/// <summary>The parameters of one request, from query and body (the query wins), read strictly.</summary>
internal sealed partial class Parameters
{
    private const string WholeNumbers = "^[0-9]{1,20}$";

    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);
    private bool hasDuplicates;

    private Parameters()
    {
    }

    public static Parameters Of(FaceRequest request)
    {
        var parameters = new Parameters();
        parameters.Add(request.Query);
        parameters.Add(request.Body);
        return parameters;
    }

    /// <summary>Exactly what was signed: query and body as transmitted, without the signature itself.</summary>
    public static string SignedPayload(FaceRequest request) =>
        WithoutSignature(request.Query) + WithoutSignature(request.Body);

    /// <summary>Refuses parameters that are there twice, unknown, or empty.</summary>
    public void Allow(IReadOnlyCollection<string> names)
    {
        if (hasDuplicates)
        {
            throw Refuse(-1101, "Duplicate values for a parameter detected.");
        }

        int read = values.Keys.Count(names.Contains);
        if (read < values.Count)
        {
            throw names.Count == 0
                ? Refuse(-1101, $"Too many parameters; expected '0' and received '{values.Count}'.")
                : Refuse(
                    -1104,
                    $"Not all sent parameters were read; read '{read}' parameter(s) but was sent '{values.Count}'.");
        }

        if (values.FirstOrDefault(pair => pair.Value.Length == 0).Key is { } empty)
        {
            throw empty switch
            {
                "newClientOrderId" => Refuse(-1118, "New client order ID was empty."),
                "origClientOrderId" => Refuse(-1119, "Original client order ID was empty."),
                _ => Refuse(-1105, $"Parameter '{empty}' was empty."),
            };
        }
    }

    public bool Has(string name) => values.TryGetValue(name, out string? value) && value.Length > 0;

    public string? Find(string name) => Has(name) ? values[name] : null;

    public string Require(string name) => Find(name) ?? throw Refuse(-1102,
        $"Mandatory parameter '{name}' was not sent, was empty/null, or malformed.");

    public void Forbid(string name)
    {
        if (Has(name))
        {
            throw Refuse(-1106, $"Parameter '{name}' sent when not required.");
        }
    }

    public decimal RequireAmount(string name)
    {
        string text = Require(name);
        if (!Amount().IsMatch(text) || !CanonicalDecimal.TryParse(text, out decimal value))
        {
            throw Illegal(name, "^([0-9]{1,20})(\\.[0-9]{1,20})?$");
        }

        return value;
    }

    public long? FindWhole(string name) => Find(name) is not { } text ? null
        : !Whole().IsMatch(text) ? throw Illegal(name, WholeNumbers)
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value
        : throw Refuse(-1108, $"Parameter '{name}' overflowed.");

    /// <summary>An instant in milliseconds.</summary>
    public Instant? FindTime(string name) => FindWhole(name) is not { } ms ? null
        : ms <= Instant.MaxValue.ToUnixTimeMilliseconds() ? Instant.FromUnixTimeMilliseconds(ms)
        : throw Invalid(name);

    /// <summary>A span in milliseconds with up to three decimals.</summary>
    public Duration? FindSpan(string name) => Find(name) is not { } text ? null
        : Span().IsMatch(text) && decimal.TryParse(text, CultureInfo.InvariantCulture, out decimal ms)
            && ms <= int.MaxValue
            ? Duration.FromTicks((long)(ms * NodaConstants.TicksPerMillisecond))
            : throw Illegal(name, "^[0-9]{1,10}(\\.[0-9]{1,3})?$");

    public bool? FindFlag(string name) => Find(name) switch
    {
        null => null,
        "true" or "TRUE" or "True" => true,
        "false" or "FALSE" or "False" => false,
        _ => throw Invalid(name),
    };

    /// <summary>How many rows are asked for: 1 to the most, which larger numbers mean too.</summary>
    public int Limit(int otherwise, int most) => FindWhole("limit") switch
    {
        null => otherwise,
        0 => throw Invalid("limit"),
        { } limit => (int)Math.Min(limit, most),
    };

    /// <summary>How many entries a list has; <see langword="null"/> where it was not sent or is not one.</summary>
    public int? CountOf(string name)
    {
        try
        {
            return Find(name) is { } list ? JsonSerializer.Deserialize<string[]>(list)?.Length : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public string? FindClientId(string name)
    {
        string? text = Find(name);
        return text is null || ClientId().IsMatch(text) ? text : throw Illegal(name, "^[a-zA-Z0-9-_]{1,36}$");
    }

    public static FaceRefusalException Refuse(int code, string message) => new(new Refusal(code, message));

    public static FaceRefusalException Illegal(string name, string range) =>
        Refuse(-1100, $"Illegal characters found in parameter '{name}'; legal range is '{range}'.");

    public static FaceRefusalException Invalid(string name) =>
        Refuse(-1130, $"Data sent for parameter '{name}' is not valid.");

    private void Add(string form)
    {
        var own = new HashSet<string>(StringComparer.Ordinal);
        foreach (string pair in form.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = pair.IndexOf('=');
            string name = WebUtility.UrlDecode(equals < 0 ? pair : pair[..equals]);
            string value = equals < 0 ? "" : pair[(equals + 1)..];
            hasDuplicates |= !own.Add(name);
            values.TryAdd(name, WebUtility.UrlDecode(value));
        }
    }

    private static string WithoutSignature(string form) => string.Join('&',
        form.Split('&').Where(pair => !pair.StartsWith("signature=", StringComparison.Ordinal)));

    [GeneratedRegex("^[0-9]{1,20}(\\.[0-9]{1,20})?\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Amount();

    [GeneratedRegex("^[0-9]{1,20}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Whole();

    [GeneratedRegex("^[0-9]{1,10}(\\.[0-9]{1,3})?\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Span();

    [GeneratedRegex("^[a-zA-Z0-9_-]{1,36}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex ClientId();
}
