using System.Text.Json;
using Ballast.Core.Amounts;
using Ballast.Engine.Hedging;

namespace Ballast.Adapters.Venues.Bridged;

/// <summary>What a perpetual of an exchange behind the bridge is traded in, as its list of markets says.</summary>
/// <param name="Cash">What margin, profit and fees are counted in.</param>
/// <param name="Grid">Contracts, steps and ticks.</param>
/// <param name="MinUnits">The smallest order, in units of the base.</param>
/// <param name="MinNotional">The smallest order, in cash.</param>
/// <param name="Taker">The exchange's usual rate for taking; <see langword="null"/> where it is not said.</param>
internal sealed record PerpetualMarket(
    Asset Cash, HedgeGrid Grid, decimal MinUnits, decimal MinNotional, decimal? Taker)
{
    /// <summary>Reads one.</summary>
    /// <exception cref="FormatException">It is closed, not linear, or does not say its steps: sizes and prices that it
    /// refuses could not be avoided.</exception>
    public static PerpetualMarket Read(JsonElement json)
    {
        string symbol = BridgedRecords.Text(json, "symbol");
        string cash = BridgedRecords.TextOrEmpty(json, "settle");
        if (!BridgedRecords.IsTrue(json, "active") || cash.Length == 0
            || cash != BridgedRecords.TextOrEmpty(json, "quote"))
        {
            throw new FormatException($"{symbol} is closed, or not settled in what it is priced in");
        }

        decimal contract = Above(json, "contractSize");
        return new PerpetualMarket(
            new Asset(cash),
            new HedgeGrid(new Quantity(contract), new Quantity(Above(json, "step")), Above(json, "tick")),
            (BridgedRecords.AmountOrNull(json, "minQuantity") ?? 0m) * contract,
            BridgedRecords.AmountOrNull(json, "minNotional") ?? 0m,
            BridgedRecords.AmountOrNull(json, "taker"));
    }

    /// <summary>The smallest order at a price, with a step more: what is cut to the step is still enough.</summary>
    public Money LeastAt(decimal mark) =>
        new(Math.Max(MinNotional, MinUnits * mark) + (Grid.Step.Value * Grid.ContractSize.Value * mark));

    private static decimal Above(JsonElement json, string name) =>
        BridgedRecords.AmountOrNull(json, name) is { } amount and > 0m
            ? amount
            : throw new FormatException($"{BridgedRecords.Text(json, "symbol")} does not say its {name}");
}
