namespace Ballast.PaperExchange.Services;

/// <summary>A wish to move USDC between a service and the reserve.</summary>
/// <param name="Service">One of <see cref="ServiceNames"/>.</param>
/// <param name="Direction">Into the service or out of it.</param>
/// <param name="Amount">USDC, above zero; cut to its smallest unit.</param>
/// <param name="Reason">The agent's own words.</param>
public sealed record MovementWish(string Service, MovementDirection Direction, decimal Amount, string Reason);

/// <summary>Which way a movement goes.</summary>
public enum MovementDirection
{
    /// <summary>From the reserve into the service.</summary>
    Increase = 0,

    /// <summary>From the service into the reserve.</summary>
    Decrease = 1,
}
