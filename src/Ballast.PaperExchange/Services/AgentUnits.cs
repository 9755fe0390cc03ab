using Ballast.Core.Amounts;

namespace Ballast.PaperExchange.Services;

/// <summary>The grids on which an agent's money moves.</summary>
internal static class AgentUnits
{
    /// <summary>What every service counts in.</summary>
    public const string Usdc = "USDC";

    /// <summary>The smallest amount of USDC, and the smallest size of a perpetual.</summary>
    public const decimal Cent = 0.00000001m;

    /// <summary>The smallest quantity of a coin.</summary>
    public const decimal Coin = 0.000000000000000001m;

    /// <summary>Cut toward zero to what USDC can be moved in.</summary>
    public static decimal Cut(decimal amount) => Math.Sign(amount) * Rounding.Down(Math.Abs(amount), Cent);

    /// <summary>What an agent pays: up to the next unit.</summary>
    public static decimal Owed(decimal amount) => Rounding.Up(amount, Cent);
}
