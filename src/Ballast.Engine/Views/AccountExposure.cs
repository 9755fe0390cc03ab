using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;

namespace Ballast.Engine.Views;

/// <summary>The perpetuals of an account whose owner wants to see them.</summary>
/// <param name="Account">The account.</param>
/// <param name="Positions">What is open; empty also where they could not be read.</param>
/// <param name="Fault">Why they could not be read; <see langword="null"/> where they were.</param>
public sealed record AccountExposure(
    AccountId Account, ImmutableArray<PerpetualPosition> Positions, Reason? Fault)
{
    /// <summary>What a reading comes to.</summary>
    public static AccountExposure Of(AccountId account, Reading<ImmutableArray<PerpetualPosition>> reading) =>
        reading switch
        {
            Reading<ImmutableArray<PerpetualPosition>>.Known { Value: var open } =>
                new AccountExposure(account, open, null),
            Reading<ImmutableArray<PerpetualPosition>>.Failed { Error: var error } => new AccountExposure(
                account,
                [],
                new Reason(
                    "positions-unreadable",
                    $"the perpetuals of {account} could not be read: {error.Code} {error.Message}")),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
