namespace Ballast.PaperExchange.Faces;

/// <summary>A request as it came over whatever transport.</summary>
/// <param name="Method">GET, POST or DELETE.</param>
/// <param name="Path">Such as <c>/api/v3/order</c>.</param>
/// <param name="Query">Everything after the question mark, still encoded; empty when none.</param>
/// <param name="Body">The body as sent; empty when none.</param>
/// <param name="ApiKey">Binance's key header; empty when none.</param>
public sealed record FaceRequest(string Method, string Path, string Query, string Body, string ApiKey)
{
    /// <summary>The <c>Authorization</c> header; empty when none.</summary>
    public string Authorization { get; init; } = "";

    /// <summary>
    /// What its signature covers, where that is not query and body as transmitted; otherwise <see langword="null"/>.
    /// </summary>
    public string? SignedText { get; init; }
}
