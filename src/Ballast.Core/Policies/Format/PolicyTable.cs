using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;

namespace Ballast.Core.Policies.Format;

/// <summary>
/// Every field of the policy file. Reader, writer and JSON Schema are driven by this table and nothing else.
/// </summary>
internal static class PolicyTable
{
    private static readonly Kind<ImmutableArray<Asset>> Assets = new ListKind<Asset>(
        PolicyKinds.Asset, 0, PolicyKinds.MostAssets);

    private static readonly Kind<ImmutableArray<Asset>> SomeAssets = new ListKind<Asset>(PolicyKinds.Asset, 1, 50);

    private static readonly Kind<ImmutableSortedDictionary<Asset, ImmutableArray<Asset>>> Equivalents =
        new MapKind<ImmutableArray<Asset>>(SomeAssets, 0, PolicyKinds.MostAssets);

    private static readonly Kind<ImmutableSortedDictionary<Asset, Quantity>> Units =
        new MapKind<Quantity>(PolicyKinds.Units, 0, PolicyKinds.MostAssets);

    private static readonly Kind<ImmutableArray<AccountId>> Accounts = new ListKind<AccountId>(PolicyKinds.Account, 1,
        64);

    private static readonly Kind<TradingMode> Mode = new ChoiceKind<TradingMode>(
        (TradingMode.Paper, "paper"), (TradingMode.Shadow, "shadow"), (TradingMode.Live, "live"));

    private static readonly Kind<UntrackedHoldings> Untracked = new ChoiceKind<UntrackedHoldings>(
        (UntrackedHoldings.Ignore, "ignore"), (UntrackedHoldings.Sell, "sell"));

    /// <summary>The whole file.</summary>
    public static Block<Policy> File { get; } = new(
        new Policy
        {
            Portfolio = new("unnamed"),
            Quote = new("UNNAMED"),
            Accounts = [],
            Target = ImmutableSortedDictionary<Asset, Weight>.Empty
        },
        SchemaAddress(),
        new Binding<Policy, PortfolioId>(PolicyKinds.Portfolio, (policy, id) => policy with { Portfolio = id })
            .Always("portfolio", "The portfolio's name.", policy => policy.Portfolio).Required(),
        new Binding<Policy, Asset>(PolicyKinds.Asset, (policy, quote) => policy with { Quote = quote })
            .Always(
                "quote",
                "The currency everything is valued in. It is an asset with a target like any other; unnamed in the "
                + "target, its target is 0.",
                policy => policy.Quote)
            .Required(),
        new Binding<Policy, ImmutableArray<AccountId>>(
            Accounts, (policy, accounts) => policy with { Accounts = accounts })
            .Always(
                "accounts", "The accounts whose holdings make up the portfolio.", policy => policy.Accounts).Required(),
        new Binding<Policy, TradingMode>(Mode, (policy, mode) => policy with { Mode = mode })
            .Always(
                "mode",
                "paper trades on the paper venue, shadow plans and sends nothing, live trades.",
                policy => policy.Mode),
        new Binding<Policy, MovingTarget>(TargetTable.Target, TargetTable.Aimed)
            .Always(
                "target",
                "What the portfolio should consist of: one of weights, method, regimes and external.",
                TargetTable.TargetOf)
            .Required(),
        new Binding<Policy, ImmutableSortedDictionary<Asset, ImmutableArray<Asset>>>(
            Equivalents, (policy, equivalents) => policy with { Equivalents = equivalents })
            .Always(
                "equivalents",
                "Assets held as one with an asset of the target; each is valued at its own price, so that a lost peg "
                + "shows.",
                policy => policy.Equivalents),
        new Binding<Policy, UntrackedHoldings>(Untracked, (policy, untracked) => policy with { Untracked = untracked })
            .Always("untracked", "What happens to holdings that no target names.", policy => policy.Untracked),
        new Binding<Policy, ImmutableSortedDictionary<Asset, Quantity>>(
            Units, (policy, locked) => policy with { Locked = locked })
            .Always("locked", "Units that are counted in weights and never moved.", policy => policy.Locked),
        new Binding<Policy, ImmutableArray<Asset>>(Assets, (policy, assets) => policy with { NoSell = [.. assets] })
            .Always("noSell", "Assets that are never sold.", policy => [.. policy.NoSell]),
        new Binding<Policy, ImmutableArray<Asset>>(Assets, (policy, assets) => policy with { NoBuy = [.. assets] })
            .Always("noBuy", "Assets that are never bought.", policy => [.. policy.NoBuy]),
        new Binding<Policy, TriggerPolicy>(TriggerTable.Trigger, (policy, trigger) => policy with { Trigger = trigger })
            .Always("trigger", "When to act. A trigger left out never fires.", policy => policy.Trigger),
        new Binding<Policy, TradePolicy>(TradeTable.Trade, (policy, trade) => policy with { Trade = trade })
            .Always("trade", "How a plan is made.", policy => policy.Trade),
        new Binding<Policy, AcrossPolicy>(AcrossTable.Across, (policy, across) => policy with { Across = across })
            .Sometimes(
                "across",
                "How several accounts are kept together.",
                policy => policy.Across == new AcrossPolicy() ? [] : [policy.Across]),
        new Binding<Policy, TransferPolicy>(
            TransferTable.Transfers, (policy, transfers) => policy with { Transfers = transfers })
            .Sometimes(
                "transfers",
                "What may be moved between the accounts, where a transfer gateway joins them; without this block "
                + "nothing is.",
                policy => policy.Transfers is { } transfers ? [transfers] : []),
        new Binding<Policy, ImmutableSortedDictionary<Asset, HedgePolicy>>(
            HedgeTable.Hedges, (policy, hedges) => policy with { Hedges = hedges })
            .Sometimes(
                "hedges",
                "Holdings that are hedged with a short perpetual; without this block none is.",
                policy => policy.Hedges.IsEmpty ? [] : [policy.Hedges]),
        new Binding<Policy, ExecutionPolicy>(
            TradeTable.Execution, (policy, execution) => policy with { Execution = execution })
            .Always("execution", "How orders are sent.", policy => policy.Execution),
        new Binding<Policy, CostPolicy>(CostTable.Costs, (policy, costs) => policy with { Costs = costs })
            .Always("costs", "Costs of a trade where the venue does not say.", policy => policy.Costs),
        new Binding<Policy, GuardPolicy>(GuardTable.Guards, (policy, guards) => policy with { Guards = guards })
            .Always("guards", "What must hold before anything is sent.", policy => policy.Guards),
        new Binding<Policy, LivePolicy>(LiveTable.Live, (policy, live) => policy with { Live = live })
            .Sometimes(
                "live",
                "How far mode live may go; without it no real money is traded.",
                policy => policy.Live is { } live ? [live] : []));

    /// <summary>Editors look for the schema's address in the file; Ballast does not.</summary>
    private static Field<Policy> SchemaAddress() =>
        new("$schema", "Where an editor finds the JSON Schema of this file. Not read.")
        {
            Read = (spot, policy) =>
            {
                if (spot.Value.ValueKind != JsonValueKind.String)
                {
                    spot.Refuse("the address of a JSON Schema, as text");
                }

                return policy;
            },
            Write = (_, _) => null,
            Schema = () => new JsonObject { ["type"] = "string" },
            Allowed = "a text",
            Inside = _ => [],
        };
}
