using Ballast.PaperExchange.Accounts;
using Ballast.PaperExchange.Orders;
using NodaTime;

namespace Ballast.PaperExchange.Faces.Binance;

/// <summary>A request that passed key, signature and time.</summary>
internal sealed record Admitted(PaperAccount Account, Instant ExpiresAt);

/// <summary>Checks key, time and signature of signed requests, in Binance's words.</summary>
internal static class RequestGate
{
    private const long DefaultWindowMs = 5000;
    private const long AheadMs = 1000;

    // Below this a timestamp is in milliseconds, above it in microseconds.
    private const long SmallestMicroseconds = 100_000_000_000_000;

    public static Admitted Admit(PaperVenue venue, FaceRequest request, Parameters parameters)
    {
        PaperAccount account = AccountOf(venue, request);
        Instant now = venue.Now;
        Instant stamp = StampOf(parameters);
        Duration window = WindowOf(venue, parameters);
        if (!RequestSigner.IsRight(account.Secret, Parameters.SignedPayload(request), parameters.Require("signature")))
        {
            throw Parameters.Refuse(-1022, "Signature for this request is not valid.");
        }

        if (stamp >= now + Duration.FromMilliseconds(AheadMs))
        {
            throw new FaceRefusalException(Refusal.AheadOfServer);
        }

        return now - stamp <= window
            ? new Admitted(account, stamp + window)
            : throw new FaceRefusalException(Refusal.OutsideWindow);
    }

    private static PaperAccount AccountOf(PaperVenue venue, FaceRequest request)
    {
        if (request.ApiKey.Length == 0)
        {
            throw Parameters.Refuse(-2014, "API-key format invalid.");
        }

        return venue.FindAccount(request.ApiKey)
            ?? throw Parameters.Refuse(-2015, "Invalid API-key, IP, or permissions for action.");
    }

    private static Instant StampOf(Parameters parameters)
    {
        parameters.Require("timestamp");
        long stamp = parameters.FindWhole("timestamp")!.Value;
        return stamp < SmallestMicroseconds
            ? Instant.FromUnixTimeMilliseconds(stamp)
            : Instant.FromUnixTimeMilliseconds(stamp / 1000);
    }

    private static Duration WindowOf(PaperVenue venue, Parameters parameters)
    {
        long longest = (long)venue.Options.MaxRequestWindow.TotalMilliseconds;
        long window = parameters.FindWhole("recvWindow") ?? Math.Min(DefaultWindowMs, longest);
        return window <= longest
            ? Duration.FromMilliseconds(window)
            : throw Parameters.Refuse(-1131, $"recvWindow must be less than {longest}.");
    }
}
