using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Decisions;
using NodaTime;

namespace Ballast.Core.Guards;

/// <summary>The price last accepted of every asset, and when. A value; two readers may share one.</summary>
public sealed record AcceptedPrices
{
    /// <summary>Nothing was ever accepted.</summary>
    public static AcceptedPrices None { get; } = Of(PolicyMemory.Fresh);

    /// <summary>In the portfolio's quote currency.</summary>
    public required ImmutableSortedDictionary<Asset, Price> Prices { get; init; }

    /// <summary>When each was accepted; may lack an asset that <see cref="Prices"/> has.</summary>
    public required ImmutableSortedDictionary<Asset, Instant> Times { get; init; }

    /// <summary>Assets that another price of was refused as a jump since.</summary>
    public required ImmutableSortedSet<Asset> Doubted { get; init; }

    /// <summary>Those that a memory holds.</summary>
    public static AcceptedPrices Of(PolicyMemory memory) => new()
    {
        Prices = memory.LastPrices,
        Times = memory.LastPricedAt,
        Doubted = memory.DoubtedPrices,
    };

    /// <summary>The price last accepted of an asset, or <see langword="null"/> where there is none.</summary>
    public AcceptedPrice? Find(Asset asset) => Prices.TryGetValue(asset, out Price price)
        ? new AcceptedPrice(price, Times.TryGetValue(asset, out Instant at) ? at : null)
        {
            IsDoubted = Doubted.Contains(asset),
        }
        : null;

    /// <summary>These and more that were accepted at one instant, which take the place of earlier ones and end the
    /// doubt about them.</summary>
    public AcceptedPrices With(IEnumerable<KeyValuePair<Asset, Price>> accepted, Instant at)
    {
        KeyValuePair<Asset, Price>[] added = [.. accepted];
        return new AcceptedPrices
        {
            Prices = Prices.SetItems(added),
            Times = Times.SetItems(added.Select(pair => KeyValuePair.Create(pair.Key, at))),
            Doubted = Doubted.Except(added.Select(pair => pair.Key)),
        };
    }

    /// <summary>These, with assets that a price of was refused as a jump.</summary>
    public AcceptedPrices Doubting(IEnumerable<Asset> assets) => this with { Doubted = Doubted.Union(assets) };

    /// <summary>Of every asset the price that was accepted later; where two are equally late, a doubt about either
    /// counts.</summary>
    public AcceptedPrices Later(AcceptedPrices other)
    {
        AcceptedPrices latest = this;
        foreach ((Asset asset, Price price) in other.Prices)
        {
            Instant mine = TimeOf(asset);
            Instant theirs = other.TimeOf(asset);
            if (!Prices.ContainsKey(asset) || mine < theirs)
            {
                latest = latest.With([KeyValuePair.Create(asset, price)], theirs);
            }

            if (mine <= theirs && other.Doubted.Contains(asset))
            {
                latest = latest.Doubting([asset]);
            }
        }

        return latest;
    }

    private Instant TimeOf(Asset asset) => Times.TryGetValue(asset, out Instant at) ? at : Instant.MinValue;
}
