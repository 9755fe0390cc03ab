namespace Ballast.PaperExchange.Services;

/// <summary>One asset in one service.</summary>
/// <param name="Service">One of <see cref="ServiceNames"/>.</param>
/// <param name="Asset">The ticker; only the wallet holds others than USDC.</param>
public readonly record struct AgentHolding(string Service, string Asset)
{
    /// <summary>Such as <c>wallet/BTC</c>.</summary>
    public override string ToString() => $"{Service}/{Asset}";
}
