using Ballast.Core;
using Ballast.Core.Portfolios;
using Ballast.Engine.Views;

namespace Ballast.Server.Features.Exposures;

/// <summary>The perpetuals of an account, as they leave the server.</summary>
public sealed record ExposureItem
{
    /// <summary>The account.</summary>
    public required AccountId Id { get; init; }

    /// <summary>What is open; empty also where it could not be read.</summary>
    public required IReadOnlyList<PerpetualPosition> Positions { get; init; }

    /// <summary>Why it could not be read; null where it was.</summary>
    public required Reason? Fault { get; init; }

    /// <summary>Shows an account's.</summary>
    public static ExposureItem Of(AccountExposure exposure) =>
        new() { Id = exposure.Account, Positions = exposure.Positions, Fault = exposure.Fault };
}
