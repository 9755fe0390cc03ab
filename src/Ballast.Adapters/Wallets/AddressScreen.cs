using Ballast.Adapters.Secrets;

namespace Ballast.Adapters.Wallets;

/// <summary>Takes out of a server's words what its address may hide: an owner's key stands in the path, the query or
/// before the host, and a refusal may repeat it.</summary>
internal sealed class AddressScreen
{
    // Shorter parts are words such as "ethereum"; keys of the known providers have 20 signs and more.
    private const int Shortest = 9;

    private readonly SecretScreen screen = new();

    /// <summary>Knows an address by all of its parts, as they are written and as they are meant.</summary>
    public AddressScreen(Uri address)
    {
        IEnumerable<string> parts = address.PathAndQuery.Split('/', '?', '&', '=')
            .Append(address.PathAndQuery)
            .Concat(address.UserInfo.Split(':'));
        foreach (string part in parts.SelectMany(part => (string[])[part, Uri.UnescapeDataString(part)]))
        {
            if (part.Length >= Shortest)
            {
                screen.Add(new Secret(part));
            }
        }
    }

    /// <summary>The words with stars where the address stood.</summary>
    public string Clean(string words) => screen.Clean(words);
}
