using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Ballast.Core.Amounts;
using Ballast.PaperExchange.Orders;

namespace Ballast.PaperExchange.Faces.Binance;

/// <summary>The parameters of one request, from query and body (the query wins), read strictly.</summary>
internal sealed partial class Parameters
{
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

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
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value
        : throw Illegal(name, "^[0-9]{1,20}$");

    public string? FindClientId(string name)
    {
        string? text = Find(name);
        return text is null || ClientId().IsMatch(text) ? text : throw Illegal(name, "^[a-zA-Z0-9-_]{1,36}$");
    }

    public static FaceRefusalException Refuse(int code, string message) => new(new Refusal(code, message));

    private static FaceRefusalException Illegal(string name, string range) =>
        Refuse(-1100, $"Illegal characters found in parameter '{name}'; legal range is '{range}'.");

    private void Add(string form)
    {
        foreach (string pair in form.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = pair.IndexOf('=');
            string name = equals < 0 ? pair : pair[..equals];
            string value = equals < 0 ? "" : pair[(equals + 1)..];
            values.TryAdd(WebUtility.UrlDecode(name), WebUtility.UrlDecode(value));
        }
    }

    private static string WithoutSignature(string form) => string.Join('&',
        form.Split('&').Where(pair => !pair.StartsWith("signature=", StringComparison.Ordinal)));

    [GeneratedRegex("^[0-9]{1,20}(\\.[0-9]{1,20})?$", RegexOptions.CultureInvariant)]
    private static partial Regex Amount();

    [GeneratedRegex("^[a-zA-Z0-9_-]{1,36}$", RegexOptions.CultureInvariant)]
    private static partial Regex ClientId();
}
