using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Wallets.Chains;

/// <summary>Reads what chains' servers say; whatever is missing or of another kind is a
/// <see cref="FormatException"/>.</summary>
internal static class ChainJson
{
    /// <summary>A member of an object.</summary>
    public static JsonElement Member(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out JsonElement member)
            ? member
            : throw new FormatException($"the answer lacks {name}");

    /// <summary>A text.</summary>
    public static string Text(JsonElement json) => json.ValueKind == JsonValueKind.String
        ? json.GetString()!
        : throw new FormatException("the answer has another kind of value where a text is wanted");

    /// <summary>A whole number, as a JSON number or as a text of digits, however large.</summary>
    public static BigInteger Whole(JsonElement json)
    {
        string digits = json.ValueKind == JsonValueKind.Number ? json.GetRawText() : Text(json);
        return BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
            ? whole
            : throw new FormatException($"the answer has '{digits}' where a whole number is wanted");
    }

    /// <summary>A whole number that fits a block's height or time.</summary>
    public static long Long(JsonElement json) => Whole(json) is var n && n >= 0 && n <= long.MaxValue
        ? (long)n
        : throw new FormatException($"the answer has {Whole(json)} where a height or time is wanted");

    /// <summary>That a server serves the chain that it is asked for.</summary>
    /// <exception cref="EndpointFaultException">It serves another.</exception>
    public static void Identify(WalletChain chain, string identity)
    {
        if (identity != chain.Identity)
        {
            throw new EndpointFaultException(new VenueError(
                VenueErrorKind.Unavailable, "other-chain", $"it serves another chain than {chain.Name}"));
        }
    }
}
