using Ballast.Core.Orders;
using Ballast.Engine.Ports;

namespace Ballast.Testing;

/// <summary>Signing where the test's own process signs, and so without waiting.</summary>
public static class Signing
{
    /// <summary>The signed request of a gateway that is known to sign at once.</summary>
    public static PreparedRequest Prepare(this IOrderGateway gateway, OrderTicket ticket)
    {
        ValueTask<Reading<PreparedRequest>> signing = gateway.PrepareAsync(ticket, CancellationToken.None);
        return signing is { IsCompletedSuccessfully: true, Result: Reading<PreparedRequest>.Known known }
            ? known.Value
            : throw new InvalidOperationException("it is not signed at once");
    }
}
