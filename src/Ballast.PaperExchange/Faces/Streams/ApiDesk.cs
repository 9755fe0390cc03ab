using Ballast.PaperExchange.Accounts;
using Ballast.PaperExchange.Faces.Binance;
using NodaTime;

namespace Ballast.PaperExchange.Faces.Streams;

/// <summary>Where requests of the WebSocket API are dealt with: the handlers of REST.</summary>
internal sealed class ApiDesk(PaperVenue venue, BinanceFace rest, ListenKeyFace listenKeys)
{
    /// <summary>The exchange's time.</summary>
    public Instant Now => venue.Now;

    /// <summary>How much it takes in a while.</summary>
    public RateLimits Limits => venue.Options.RateLimits;

    /// <summary>Answers a request.</summary>
    /// <exception cref="FaceRefusalException">There is no such method.</exception>
    public Task<FaceAnswer> HandleAsync(ApiRequest request)
    {
        if (ApiMethods.Find(request.Method) is not ({ } verb, { } path))
        {
            throw Parameters.Refuse(-1020, "This operation is not supported.");
        }

        FaceRequest asked = request.AsRest(verb, path);

        // What has arrived is done, whether or not its sender waits for the answer.
        return listenKeys.Owns(path)
            ? listenKeys.HandleAsync(asked, CancellationToken.None)
            : rest.HandleAsync(asked, CancellationToken.None);
    }

    /// <summary>Whose signed request it is.</summary>
    /// <exception cref="FaceRefusalException">Key, time or signature are wrong.</exception>
    public PaperAccount Authenticate(ApiRequest request) => rest.Authenticate(request.AsRest("GET", "/ws-api/v3"));
}
