using System.Globalization;
using System.Net;

namespace Ballast.Adapters.Venues.BinanceSpot;

/// <summary>
/// Hears what the exchange says of its limits with each answer. A refusal that does not say for how long holds back
/// until the next minute, and a ban for two.
/// </summary>
/// <param name="inner">Carries requests.</param>
/// <param name="host">What the address shares.</param>
/// <param name="machine">The machine's clock.</param>
internal sealed class MeteredTransport(HttpMessageHandler inner, BinanceHost host, TimeProvider machine)
    : DelegatingHandler(inner)
{
    private const string UsedWeight = "X-MBX-USED-WEIGHT-1M";

    private static readonly TimeSpan Ban = TimeSpan.FromMinutes(2);

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        if (response.Headers.TryGetValues(UsedWeight, out IEnumerable<string>? said)
            && int.TryParse(said.First(), NumberStyles.None, CultureInfo.InvariantCulture, out int used))
        {
            host.Weight.Hear(used);
        }

        if (response.Headers.RetryAfter is null)
        {
            int status = (int)response.StatusCode;
            TimeSpan? wait = status == (int)HttpStatusCode.TooManyRequests ? UntilNextMinute()
                : status == 418 ? Ban : null;
            response.Headers.RetryAfter = wait is { } span ? new(span) : null;
        }

        return response;
    }

    private TimeSpan UntilNextMinute() => TimeSpan.FromSeconds(60 - (machine.GetUtcNow().ToUnixTimeSeconds() % 60));
}
