using System.Security.Cryptography;
using System.Text;

namespace Ballast.PaperExchange.Faces.Binance;

/// <summary>Binance's signature: hexadecimal HMAC-SHA256 of query and body, exactly as transmitted.</summary>
public static class RequestSigner
{
    /// <summary>The signature of a payload, lower-case hex.</summary>
    public static string Sign(string secret, string payload) => Convert.ToHexStringLower(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(payload)));

    /// <summary>Whether a signature is right, in constant time and in either letter case.</summary>
    public static bool IsRight(string secret, string payload, string signature) =>
        CryptographicOperations.FixedTimeEquals(
        Encoding.ASCII.GetBytes(Sign(secret, payload)), Encoding.ASCII.GetBytes(signature.ToLowerInvariant()));
}
