using System.Globalization;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Venues.Bridged;

/// <summary>
/// What an answer of the bridge means. For an order, everything that does not prove "not executed" is unknown: no
/// answer, a bridge that died, an error that the bridge cannot vouch for, and a name that the exchange already has.
/// </summary>
internal static class BridgeErrors
{
    // The protocol's own refusals: nothing was asked of an exchange.
    private static readonly int[] OwnRefusals = [-32700, -32600, -32601, -32602];

    /// <summary>The meaning of whatever is not a success.</summary>
    public static VenueError Of(BridgeAnswer answer) => answer switch
    {
        BridgeAnswer.Done => throw new ArgumentException("a success is no error", nameof(answer)),
        BridgeAnswer.Refused refused => Of(refused.Fault),
        BridgeAnswer.Lost lost => new VenueError(VenueErrorKind.OutcomeUnknown, lost.Code, lost.What),
        BridgeAnswer.NotSent notSent => notSent.Why,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Why a session is not open; whatever was to be done in it was not.</summary>
    public static VenueError NotOpened(BridgeAnswer answer) => ForRead(Of(answer));

    /// <summary>The same error met by a request that changes nothing: it may simply be asked again.</summary>
    public static VenueError ForRead(VenueError error) =>
        error.Kind == VenueErrorKind.OutcomeUnknown ? error with { Kind = VenueErrorKind.Unavailable } : error;

    /// <summary>A result that cannot be read.</summary>
    public static VenueError Unreadable(string what) => new(VenueErrorKind.OutcomeUnknown, "unreadable", what);

    private static VenueError Of(BridgeFault fault) =>
        new(KindOf(fault), CodeOf(fault), fault.Message, fault.RetryAfter);

    private static string CodeOf(BridgeFault fault) =>
        fault.ExchangeCode.Length > 0 ? fault.ExchangeCode
        : fault.Kind.Length > 0 ? fault.Kind
        : fault.Code.ToString(CultureInfo.InvariantCulture);

    private static VenueErrorKind KindOf(BridgeFault fault)
    {
        bool isKnown = fault.IsOutcomeUnknown == false || OwnRefusals.Contains(fault.Code);
        bool isThere = fault.Kind == "DuplicateOrderId"
            || fault.Message.Contains("duplicate order", StringComparison.OrdinalIgnoreCase);
        return !isKnown || isThere ? VenueErrorKind.OutcomeUnknown : fault.Kind switch
        {
            "AuthenticationError" or "PermissionDenied" or "AccountNotEnabled" or "AccountSuspended" =>
                VenueErrorKind.NotAuthorized,
            _ when fault.HttpStatus == 401 => VenueErrorKind.NotAuthorized,
            "DDoSProtection" or "RateLimitExceeded" => VenueErrorKind.RateLimited,
            "InvalidNonce" => VenueErrorKind.ClockSkew,
            "NetworkError" or "ExchangeNotAvailable" or "OnMaintenance" or "RequestTimeout" or "OperationFailed"
                or "BadResponse" or "NullResponse" =>
                VenueErrorKind.Unavailable,
            _ => VenueErrorKind.Rejected,
        };
    }
}
