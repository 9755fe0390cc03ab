using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Ballast.PaperExchange.Faces.Binance;

/// <summary>Who may ask.</summary>
internal enum RouteAccess
{
    /// <summary>Anybody.</summary>
    Open,

    /// <summary>Whoever has a key and signs with its secret.</summary>
    Signed,
}

/// <summary>One request of the interface.</summary>
/// <param name="Method">GET, POST or DELETE.</param>
/// <param name="Path">Its path.</param>
internal sealed record Route(string Method, string Path)
{
    /// <summary>The parameters of a signature.</summary>
    public static ImmutableArray<string> OfSignature { get; } = ["timestamp", "recvWindow", "signature"];

    /// <summary>Who may ask.</summary>
    public RouteAccess Access { get; init; } = RouteAccess.Open;

    /// <summary>The parameters that it reads, those of the signature apart.</summary>
    public ImmutableArray<string> Takes { get; init; } = [];

    /// <summary>What it costs of the request weight.</summary>
    public Func<Parameters, int> Weight { get; init; } = static _ => 1;

    /// <summary>What it answers; the account is there where one was asked for.</summary>
    public required Func<Parameters, Admitted?, JsonNode> Answer { get; init; }

    /// <summary>All parameters that may be sent.</summary>
    public ImmutableArray<string> Allowed => Access == RouteAccess.Signed ? [.. Takes, .. OfSignature] : Takes;
}
