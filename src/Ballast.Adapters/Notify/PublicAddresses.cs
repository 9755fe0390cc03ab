using System.Net;
using System.Net.Sockets;

namespace Ballast.Adapters.Notify;

/// <summary>
/// Which addresses are out on the internet (IANA's special-purpose registries, RFC 6890): a webhook must not become a
/// way into the network that Ballast runs in.
/// </summary>
internal static class PublicAddresses
{
    private static readonly IPNetwork[] NotPublic =
    [
        IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("100.64.0.0/10"),
        IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("172.16.0.0/12"),
        IPNetwork.Parse("192.0.0.0/24"), IPNetwork.Parse("192.0.2.0/24"), IPNetwork.Parse("192.88.99.0/24"),
        IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("198.18.0.0/15"), IPNetwork.Parse("198.51.100.0/24"),
        IPNetwork.Parse("203.0.113.0/24"), IPNetwork.Parse("224.0.0.0/3"),
        IPNetwork.Parse("2001::/23"), IPNetwork.Parse("2001:db8::/32"), IPNetwork.Parse("2002::/16"),
        IPNetwork.Parse("3fff::/20"),
    ];

    private static readonly IPNetwork PublicSix = IPNetwork.Parse("2000::/3");

    /// <summary>Whether an address is public.</summary>
    public static bool Has(IPAddress address)
    {
        IPAddress plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return (plain.AddressFamily == AddressFamily.InterNetwork || PublicSix.Contains(plain))
            && !Array.Exists(NotPublic, network => network.Contains(plain));
    }

    /// <summary>Connects to a host by its public addresses alone, asked for at the moment of connecting: a name that
    /// changes its mind after it was looked at leads nowhere else.</summary>
    /// <exception cref="HttpRequestException">It has none.</exception>
    public static async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        DnsEndPoint host = context.DnsEndPoint;
        IPAddress[] all = IPAddress.TryParse(host.Host, out IPAddress? literal)
            ? [literal]
            : await Dns.GetHostAddressesAsync(host.Host, cancellation);
        IPAddress[] allowed = [.. all.Where(Has)];
        if (allowed.Length == 0)
        {
            throw new HttpRequestException(
                $"{host.Host} is at a private address, and the channel's network is not \"private\"");
        }

        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, host.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
