using System.Collections.Immutable;
using Ballast.Core.Portfolios;

namespace Ballast.Engine.Ports;

/// <summary>Reads the perpetuals that an account holds beside its balances: what it is exposed to. Nothing is planned
/// or traded by them.</summary>
public interface IPositionSource
{
    /// <summary>All that are open, in ordinal order of their symbols; empty where there are none.</summary>
    Task<Reading<ImmutableArray<PerpetualPosition>>> ReadPositionsAsync(
        AccountId account, CancellationToken cancellation);
}
