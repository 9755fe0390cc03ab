using Ballast.Core.Portfolios;
using NodaTime;

namespace Ballast.Engine.Ports;

/// <summary>
/// A signed request, exactly as it will travel; credential headers are added while sending and never stored.
/// </summary>
/// <param name="Account">Whose key signs.</param>
/// <param name="Method">HTTP method, or the protocol's verb.</param>
/// <param name="Url">Absolute address or path, with its query.</param>
/// <param name="Body">The body, signature included; never null, so that no transport may repeat it.</param>
/// <param name="ExpiresAt">The request is inert at the venue after this.</param>
public sealed record PreparedRequest(AccountId Account, string Method, string Url, string Body, Instant ExpiresAt);
