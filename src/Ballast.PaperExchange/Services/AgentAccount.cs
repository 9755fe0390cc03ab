using System.Collections.Immutable;
using NodaTime;

namespace Ballast.PaperExchange.Services;

/// <summary>Everything that one agent holds in the services. Immutable: each change is a new value.</summary>
public sealed record AgentAccount
{
    /// <summary>The agent.</summary>
    public required string Name { get; init; }

    /// <summary>When its services were opened.</summary>
    public required Instant OpenedAt { get; init; }

    /// <summary>The last funding time that has been settled; at midnight it also settles a day's gains.</summary>
    public required Instant SettledUntil { get; init; }

    /// <summary>Units by holding, such as <c>casino/USDC</c> or <c>wallet/BTC</c>; what backs perpetuals is not
    /// among them.</summary>
    public ImmutableSortedDictionary<string, decimal> Holdings
    {
        get;
        init => field = value.WithComparers(StringComparer.Ordinal);
    } = ImmutableSortedDictionary.Create<string, decimal>(StringComparer.Ordinal);

    /// <summary>Open perpetuals, oldest first.</summary>
    public ImmutableArray<PerpPosition> Positions { get; init; } = [];

    /// <summary>Resting orders, oldest first.</summary>
    public ImmutableArray<PerpOrder> Orders { get; init; } = [];

    /// <summary>Where today's return of a service with prices of its own is measured from.</summary>
    public ImmutableSortedDictionary<string, ReturnMark> Marks
    {
        get;
        init => field = value.WithComparers(StringComparer.Ordinal);
    } = ImmutableSortedDictionary.Create<string, ReturnMark>(StringComparer.Ordinal);

    /// <summary>The last number given to a movement, order, position or fill.</summary>
    public long LastNumber { get; init; }

    /// <summary>Units held; zero for what is not.</summary>
    public decimal Of(AgentHolding holding) => Holdings.GetValueOrDefault(holding.ToString());

    /// <summary>Free USDC of a service: what can be moved out of it.</summary>
    public decimal Cash(string service) => Of(new AgentHolding(service, AgentUnits.Usdc));
}
