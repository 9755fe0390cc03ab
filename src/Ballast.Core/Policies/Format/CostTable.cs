using System.Text.Json.Nodes;
using Ballast.Core.Amounts;

namespace Ballast.Core.Policies.Format;

/// <summary>The fields of <c>costs</c>.</summary>
internal static class CostTable
{
    private static readonly Block<CostPolicy> Rates = new(new CostPolicy(), RateFields());

    /// <summary>The block.</summary>
    public static Block<CostPolicy> Costs { get; } = new(new CostPolicy(), [.. RateFields(), PerAsset()]);

    private static Field<CostPolicy>[] RateFields() =>
    [
        new Binding<CostPolicy, decimal>(PolicyKinds.Bps(0m, 1000m), (costs, bps) => costs with { TakerFeeBps = bps })
            .Always("takerFeeBps", "Fee of an order that takes.", costs => costs.TakerFeeBps),
        new Binding<CostPolicy, decimal>(
            PolicyKinds.Bps(-100m, 1000m), (costs, bps) => costs with { MakerFeeBps = bps })
            .Always(
                "makerFeeBps",
                "Fee of an order that rests; below zero where the venue pays for it.",
                costs => costs.MakerFeeBps),
        new Binding<CostPolicy, decimal>(PolicyKinds.Bps(0m, 5000m), (costs, bps) => costs with { SpreadBps = bps })
            .Always("spreadBps", "The full spread; half of it is paid per trade.", costs => costs.SpreadBps),
        new Binding<CostPolicy, Money>(PolicyKinds.Money, (costs, money) => costs with { Fixed = money })
            .Always("fixed", "A fixed cost per trade in the quote currency, such as gas.", costs => costs.Fixed),
        new Binding<CostPolicy, decimal>(PolicyKinds.Bps(0m, 10_000m), (costs, bps) => costs with { ImpactBps = bps })
            .Always(
                "impactBps",
                "Square-root law: the impact of a trade as large as dailyVolume, scaled by the square root of trade "
                + "over dailyVolume.",
                costs => costs.ImpactBps),
        new Binding<CostPolicy, Money>(PolicyKinds.Money, (costs, volume) => costs with { DailyVolume = volume })
            .Always(
                "dailyVolume",
                "A day's volume in the quote currency; needed where impactBps is above 0.",
                costs => costs.DailyVolume),
    ];

    /// <summary>
    /// What a single asset leaves out is as in the block around it, so it is read over what was read there.
    /// </summary>
    private static Field<CostPolicy> PerAsset() =>
        new("perAsset", "Costs of single assets; what is left out there is as above.")
        {
            Read = (spot, costs) =>
                new MapKind<CostPolicy>(Rates.Over(costs), 0, PolicyKinds.MostAssets).TryRead(spot, out var perAsset)
                    ? costs with { PerAsset = perAsset }
                    : costs,
            Write = (costs, notation) =>
                new MapKind<CostPolicy>(Rates, 0, PolicyKinds.MostAssets).Write(costs.PerAsset, notation),
            Schema = () => new MapKind<CostPolicy>(new WithoutDefaults(Rates), 0, PolicyKinds.MostAssets).Schema(),
            Allowed = "per asset: an object with the fields above",
            Inside = _ => [],
        };

    /// <summary>Rates whose defaults depend on the file, which a schema cannot say.</summary>
    private sealed class WithoutDefaults(Kind<CostPolicy> inner) : Kind<CostPolicy>
    {
        public override string Allowed => inner.Allowed;

        public override bool TryRead(Spot spot, out CostPolicy value) => inner.TryRead(spot, out value);

        public override JsonNode Write(CostPolicy value, Notation notation) => inner.Write(value, notation);

        public override JsonObject Schema()
        {
            JsonObject schema = inner.Schema();
            foreach ((_, JsonNode? property) in schema["properties"]!.AsObject())
            {
                property!.AsObject().Remove("default");
            }

            return schema;
        }
    }
}
