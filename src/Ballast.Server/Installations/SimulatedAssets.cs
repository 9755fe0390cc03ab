using System.Collections.Immutable;
using Ballast.Adapters.Venues.PurpleFlea;
using Ballast.Core.Amounts;
using Ballast.Core.Policies;
using Ballast.PaperExchange.Markets;

namespace Ballast.Server.Installations;

/// <summary>The assets of a simulated market: the usual coins and whatever a policy names.</summary>
internal static class SimulatedAssets
{
    private static readonly string[] Pegged = ["DAI", "EURC", "FDUSD", "TUSD", "USD", "USDC", "USDP", "USDT"];

    /// <summary>The assets of a new market for a policy; the sleeves of its services have no market.</summary>
    public static ImmutableArray<AssetSpec> Of(Policy policy) => Of(
        AssetSpec.Usual.Select(spec => spec.Asset)
            .Concat(policy.Target.Keys.Where(asset => !IsSleeve(policy, asset)))
            .Concat(policy.Equivalents.SelectMany(pair => pair.Value)),
        policy.Quote);

    /// <summary>How these assets move against a quote.</summary>
    public static ImmutableArray<AssetSpec> Of(IEnumerable<Asset> assets, Asset quote) =>
        [.. assets.Where(asset => asset != quote).Distinct().Order().Select(SpecOf)];

    private static bool IsSleeve(Policy policy, Asset asset) =>
        policy.Accounts.Contains(PaperCustomers.Services) && FleaSleeves.All.Contains(asset);

    private static AssetSpec SpecOf(Asset asset) =>
        AssetSpec.Usual.FirstOrDefault(spec => spec.Asset == asset)
        ?? (Pegged.Contains(asset.Symbol, StringComparer.Ordinal)
            ? new AssetSpec(asset, 1m, 0.005, 0.0)
            : new AssetSpec(asset, 100m, 0.8, 0.75));
}
