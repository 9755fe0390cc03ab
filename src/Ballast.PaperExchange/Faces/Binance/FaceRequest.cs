namespace Ballast.PaperExchange.Faces.Binance;

/// <summary>A request as it came over whatever transport.</summary>
/// <param name="Method">GET, POST or DELETE.</param>
/// <param name="Path">Such as <c>/api/v3/order</c>.</param>
/// <param name="Query">Everything after the question mark, still encoded; empty when none.</param>
/// <param name="Body">The form body, still encoded; empty when none.</param>
/// <param name="ApiKey">The key header; empty when none.</param>
public sealed record FaceRequest(string Method, string Path, string Query, string Body, string ApiKey);
