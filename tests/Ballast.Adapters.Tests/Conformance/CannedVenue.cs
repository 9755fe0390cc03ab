using System.Net;
using Ballast.Adapters.Secrets;
using Ballast.Adapters.Tests.Venues;
using Ballast.Adapters.Venues;
using Ballast.Adapters.Venues.BinanceSpot;

namespace Ballast.Adapters.Tests.Conformance;

/// <summary>A venue that answers every request with what the test wants, and remembers what it was asked.</summary>
internal sealed class CannedVenue : HttpMessageHandler
{
    private readonly Func<HttpRequestMessage, HttpResponseMessage> answer;

    private CannedVenue(Func<HttpRequestMessage, HttpResponseMessage> answer) => this.answer = answer;

    public List<string> Asked { get; } = [];

    /// <summary>A client of a venue that always gives one answer.</summary>
    public static BinanceSpotVenue Always(int status, string body, VenueClocks clocks) => Reach(
        new CannedVenue(_ => Of(status, body)), clocks, null);

    /// <summary>A client of a venue.</summary>
    public static BinanceSpotVenue Reach(CannedVenue venue, VenueClocks clocks, BinanceHost? host) =>
        BinanceSpotVenue.Over(
            new BinanceSpotOptions
            {
                Account = PaperRig.Account,
                Address = new Uri("http://venue.invalid/"),
                ApiKey = new Secret("key"),
                ApiSecret = new Secret("secret"),
                Host = host,
            },
            clocks,
            () => venue);

    /// <summary>A venue.</summary>
    public static CannedVenue With(Func<HttpRequestMessage, HttpResponseMessage> answer) => new(answer);

    /// <summary>An answer.</summary>
    public static HttpResponseMessage Of(int status, string body) =>
        new((HttpStatusCode)status) { Content = new StringContent(body) };

    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Asked.Add($"{request.Method} {request.RequestUri!.AbsolutePath}");
        return Task.FromResult(answer(request));
    }
}
