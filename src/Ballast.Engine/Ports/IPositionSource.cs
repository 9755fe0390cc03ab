using System.Collections.Immutable;
using Ballast.Core.Portfolios;

namespace Ballast.Engine.Ports;

/// <summary>Reads the perpetuals that an account holds beside its balances: what it is exposed to. Reading them trades
/// nothing.</summary>
public interface IPositionSource
{
    /// <summary>All that are open, in ordinal order of their symbols; empty where there are none. Positions of one
    /// market with different purposes are apart.</summary>
    Task<Reading<ImmutableArray<PerpetualPosition>>> ReadPositionsAsync(
        AccountId account, CancellationToken cancellation);

    /// <summary>Those that are open in one market: asked for by its name, as there are venues whose list of all leaves
    /// out what is settled in another currency than most.</summary>
    Task<Reading<ImmutableArray<PerpetualPosition>>> ReadPositionsAsync(
        AccountId account, string market, CancellationToken cancellation);
}
