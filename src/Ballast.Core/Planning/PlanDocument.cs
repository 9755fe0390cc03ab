using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Ballast.Core.Canonical;
using Ballast.Core.Planning.Across;
using Ballast.Core.Planning.Transfers;

namespace Ballast.Core.Planning;

/// <summary>The plan as JSON: what its hash is taken over.</summary>
public static class PlanDocument
{
    /// <summary>All of a plan but its hash; decimals as canonical texts, times in UTC, names camelCase.</summary>
    public static JsonObject Of(Plan plan)
    {
        JsonObject written = Whole(plan);
        if (!plan.Venues.IsDefaultOrEmpty)
        {
            written["venues"] = List(plan.Venues, Of);
        }

        if (!plan.Moves.IsDefaultOrEmpty)
        {
            written["moves"] = List(plan.Moves, Of);
        }

        if (!plan.Transfers.IsDefaultOrEmpty)
        {
            written["transfers"] = List(plan.Transfers, Of);
        }

        if (!plan.Cautions.IsDefaultOrEmpty)
        {
            written["cautions"] = List(plan.Cautions, Of);
        }

        return written;
    }

    private static JsonObject Whole(Plan plan) => new()
    {
        ["portfolio"] = plan.Portfolio.Value,
        ["policyHash"] = plan.PolicyHash,
        ["at"] = CanonicalJson.Time(plan.At),
        ["expiresAt"] = CanonicalJson.Time(plan.ExpiresAt),
        ["why"] = Of(plan.Why),
        ["destination"] = Name(plan.Destination),
        ["valueBefore"] = CanonicalJson.Decimal(plan.ValueBefore.Value),
        ["valueAfter"] = CanonicalJson.Decimal(plan.ValueAfter.Value),
        ["cost"] = CanonicalJson.Decimal(plan.Cost.Value),
        ["lines"] = List(plan.Lines, Of),
        ["orders"] = List(plan.Orders, Of),
        ["nonOrders"] = List(plan.NonOrders, Of),
    };

    /// <summary>SHA-256 of the canonical text of <see cref="Of(Plan)"/>, lower-case hex.</summary>
    public static string HashOf(Plan plan) => CanonicalJson.Hash(Of(plan));

    private static JsonObject Of(Reason why) => new() { ["code"] = why.Code, ["sentence"] = why.Sentence };

    private static JsonObject Of(PlanLine line) => new()
    {
        ["asset"] = line.Asset.Symbol,
        ["price"] = CanonicalJson.Decimal(line.Price.Value),
        ["valueBefore"] = CanonicalJson.Decimal(line.ValueBefore.Value),
        ["valueAfter"] = CanonicalJson.Decimal(line.ValueAfter.Value),
        ["target"] = CanonicalJson.Decimal(line.Target.Value),
        ["band"] = CanonicalJson.Decimal(line.Band.Value),
        ["weightBefore"] = CanonicalJson.Decimal(line.WeightBefore.Value),
        ["weightAfter"] = CanonicalJson.Decimal(line.WeightAfter.Value),
    };

    private static JsonObject Of(PlannedOrder order) => new()
    {
        ["account"] = order.Account.Value,
        ["market"] = order.Instrument.Symbol,
        ["asset"] = order.Asset.Symbol,
        ["side"] = Name(order.Side),
        ["size"] = CanonicalJson.Decimal(order.Size.Value),
        ["expectedPrice"] = CanonicalJson.Decimal(order.ExpectedPrice.Value),
        ["limitPrice"] = CanonicalJson.Decimal(order.LimitPrice.Value),
        ["style"] = Name(order.Style),
        ["notional"] = CanonicalJson.Decimal(order.Notional.Value),
        ["cost"] = CanonicalJson.Decimal(order.Cost.Value),
        ["worstCost"] = CanonicalJson.Decimal(order.WorstCost.Value),
        ["why"] = Of(order.Why),
    };

    private static JsonObject Of(NonOrder missing) => new()
    {
        ["asset"] = missing.Asset.Symbol,
        ["gap"] = CanonicalJson.Decimal(missing.Gap.Value),
        ["missing"] = CanonicalJson.Decimal(missing.Missing.Value),
        ["why"] = Of(missing.Why),
    };

    private static JsonObject Of(HandMove move)
    {
        JsonObject written = new()
        {
            ["from"] = move.From.Value,
            ["to"] = move.To.Value,
            ["serves"] = move.Serves.Symbol,
            ["asset"] = move.Asset.Symbol,
            ["units"] = CanonicalJson.Decimal(move.Units.Value),
            ["value"] = CanonicalJson.Decimal(move.Value.Value),
            ["why"] = Of(move.Why),
        };
        if (move.Held is { } held)
        {
            written["held"] = Of(held);
        }

        return written;
    }

    private static JsonObject Of(VenueChoice choice) => new()
    {
        ["asset"] = choice.Asset.Symbol,
        ["side"] = Name(choice.Side),
        ["account"] = choice.Account.Value,
        ["market"] = choice.Market,
        ["value"] = CanonicalJson.Decimal(choice.Value.Value),
        ["costBps"] = choice.CostBps is { } bps ? CanonicalJson.Decimal(bps) : null,
        ["why"] = Of(choice.Why),
    };

    private static JsonObject Of(PlannedTransfer transfer) => new()
    {
        ["from"] = transfer.From.Value,
        ["to"] = transfer.To.Value,
        ["asset"] = transfer.Asset.Symbol,
        ["units"] = CanonicalJson.Decimal(transfer.Units.Value),
        ["fee"] = CanonicalJson.Decimal(transfer.Fee.Value),
        ["feeValue"] = CanonicalJson.Decimal(transfer.FeeValue.Value),
        ["costWithout"] = CanonicalJson.Decimal(transfer.CostWithout.Value),
        ["costWith"] = CanonicalJson.Decimal(transfer.CostWith.Value),
        ["serves"] = new JsonArray([.. transfer.Serves.Select(asset => (JsonNode)asset.Symbol)]),
        ["latestMs"] = (long)transfer.Latest.TotalMilliseconds,
        ["choice"] = Name(transfer.Choice),
        ["waitsUntil"] = transfer.WaitsUntil is { } until ? CanonicalJson.Time(until) : null,
        ["why"] = Of(transfer.Why),
    };

    private static JsonArray List<T>(ImmutableArray<T> items, Func<T, JsonObject> write) =>
        new([.. items.Select(item => (JsonNode)write(item))]);

    private static string Name(Enum value)
    {
        string name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
