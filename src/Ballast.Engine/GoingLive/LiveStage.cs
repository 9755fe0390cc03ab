using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Ballast.Core.Amounts;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using NodaTime;

namespace Ballast.Engine.GoingLive;

/// <summary>
/// How much of its holdings a portfolio may move with real money. The rest of what it held when it went live stays
/// where it was; deposits and withdrawals since change both alike.
/// </summary>
public sealed record LiveStage
{
    /// <summary>The most by which a share is raised at once, and with which it begins.</summary>
    public const decimal Step = 0.25m;

    /// <summary>The least time between two raises.</summary>
    public static readonly Duration StepEvery = Duration.FromDays(1);

    /// <summary>The part that may be moved.</summary>
    public required decimal Share { get; init; }

    /// <summary>Since when.</summary>
    public required Instant Since { get; init; }

    /// <summary>By whose word.</summary>
    public required string Actor { get; init; }

    /// <summary>Units that each account held when it first went live, with deposits and withdrawals since. Kept for
    /// good: a portfolio that leaves and comes back goes on from here.</summary>
    public ImmutableSortedDictionary<AccountId, ImmutableSortedDictionary<Asset, Quantity>> Held { get; init; } =
        ImmutableSortedDictionary<AccountId, ImmutableSortedDictionary<Asset, Quantity>>.Empty;

    /// <summary>
    /// A policy under which what must stay is kept aside; the policy itself where everything may move. Equivalents
    /// count as what they are held for.
    /// </summary>
    public static Policy Limited(Policy policy, LiveStage? stage)
    {
        if (!IsPart(policy, stage))
        {
            return policy;
        }

        var reserve = policy.Trade.Reserve.ToBuilder();
        foreach ((Asset asset, Quantity kept) in stage.Kept(policy))
        {
            reserve[asset] = Quantity.Max(kept, reserve.GetValueOrDefault(asset));
        }

        return policy with { Trade = policy.Trade with { Reserve = reserve.ToImmutable() } };
    }

    /// <summary>What stays on each account that may trade; nothing where everything may move.</summary>
    public static ImmutableSortedDictionary<AccountId, ImmutableSortedDictionary<Asset, Quantity>> Staying(
        Policy policy, LiveStage? stage) => IsPart(policy, stage)
        ? stage.Of(policy).ToImmutableSortedDictionary(
            account => account.Key,
            account => account.Value.ToImmutableSortedDictionary(
                held => held.Key, held => new Quantity(held.Value.Value * (1m - stage.Share))))
        : ImmutableSortedDictionary<AccountId, ImmutableSortedDictionary<Asset, Quantity>>.Empty;

    /// <summary>Units of each managed asset that must stay.</summary>
    public ImmutableSortedDictionary<Asset, Quantity> Kept(Policy policy) => Of(policy)
        .SelectMany(account => account.Value)
        .GroupBy(pair => policy.Equivalents.FirstOrDefault(group => group.Value.Contains(pair.Key)).Key ?? pair.Key)
        .ToImmutableSortedDictionary(
            group => group.Key,
            group => new Quantity(group.Sum(pair => pair.Value.Value) * (1m - Share)));

    private static bool IsPart(Policy policy, [NotNullWhen(true)] LiveStage? stage) =>
        policy.Mode == TradingMode.Live && stage is { Share: < 1m };

    private IEnumerable<KeyValuePair<AccountId, ImmutableSortedDictionary<Asset, Quantity>>> Of(Policy policy) =>
        Held.Where(account => policy.Live is not { } live || live.Accounts.Contains(account.Key));
}
