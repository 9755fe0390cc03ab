using System.Globalization;
using Ballast.PaperExchange.Accounts;
using Ballast.PaperExchange.Clocks;
using Ballast.PaperExchange.Orders;
using NodaTime;

namespace Ballast.PaperExchange.Faces.Binance;

/// <summary>A request that passed key, signature and time.</summary>
/// <param name="Account">Whose it is.</param>
/// <param name="ExpiresAt">It is inert after this.</param>
/// <param name="Clock">By which clock.</param>
internal sealed record Admitted(PaperAccount Account, Instant ExpiresAt, StampClock Clock);

/// <summary>
/// Checks key, time and signature of signed requests, in Binance's words. A customer's stamp may be in the market's
/// time, in the machine's, by which an unmodified client stamps, or in the machine's plus a difference between the two
/// that it was told.
/// </summary>
internal sealed class RequestGate(PaperVenue venue, ToldTime told)
{

    // Below this a timestamp is in milliseconds, above it in microseconds.
    private const long SmallestMicroseconds = 100_000_000_000_000;
    private const long LargestMicroseconds = 100_000_000_000_000_000;

    private static readonly Duration Ahead = Duration.FromSeconds(1);
    private static readonly Duration DefaultWindow = Duration.FromSeconds(5);
    private static readonly Duration LongestWindow = Duration.FromSeconds(60);

    public Admitted Admit(FaceRequest request, Parameters parameters)
    {
        PaperAccount account = AccountOf(request);
        bool isMarketTimeOnly = request.ApiKey == account.MarketTimeKey;
        Instant stamp = StampOf(parameters);
        Duration window = WindowOf(parameters, isMarketTimeOnly ? venue.Options.MaxRequestWindow : null);
        if (!RequestSigner.IsRight(account.Secret, SignedText(request), parameters.Require("signature")))
        {
            throw Parameters.Refuse(-1022, "Signature for this request is not valid.");
        }

        if (IsWithin(stamp, venue.Now, window))
        {
            return new Admitted(account, stamp + window, StampClock.Market);
        }

        Instant machine = venue.NowBy(StampClock.Machine);
        foreach (Duration ahead in isMarketTimeOnly ? [] : told.Differences.Add(Duration.Zero).Reverse())
        {
            if (IsWithin(stamp - ahead, machine, window))
            {
                return new Admitted(account, stamp - ahead + window, StampClock.Machine);
            }
        }

        bool isAhead = stamp >= venue.Now + Ahead && (isMarketTimeOnly || stamp >= machine + Ahead);
        throw new FaceRefusalException(isAhead ? Refusal.AheadOfServer : Refusal.OutsideWindow);
    }

    private static string SignedText(FaceRequest request) => request.SignedText ?? Parameters.SignedPayload(request);

    private static bool IsWithin(Instant stamp, Instant now, Duration window) =>
        stamp < now + Ahead && now - stamp <= window;

    private PaperAccount AccountOf(FaceRequest request)
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
        return stamp < SmallestMicroseconds ? Instant.FromUnixTimeMilliseconds(stamp)
            : stamp <= LargestMicroseconds
                ? Instant.FromUnixTimeTicks(stamp * (NodaConstants.TicksPerMillisecond / 1000))
            : throw Parameters.Invalid("timestamp");
    }

    // An accelerated market's own time needs longer windows than Binance's, which real requests keep to.
    private static Duration WindowOf(Parameters parameters, TimeSpan? scaled)
    {
        Duration longest = scaled is { } own ? Duration.FromTimeSpan(own) : LongestWindow;
        Duration window = parameters.FindSpan("recvWindow") ?? Duration.Min(DefaultWindow, longest);
        return window <= longest
            ? window
            : throw Parameters.Refuse(-1131, string.Create(
                CultureInfo.InvariantCulture, $"recvWindow must be less than {longest.TotalMilliseconds:0}."));
    }
}
