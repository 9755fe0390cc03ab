using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;

namespace Ballast.Cli.Commands.Importing;

/// <summary>What is to be imported.</summary>
internal sealed record ImportTerms
{
    /// <summary>Whose trades.</summary>
    public required AccountId Account { get; init; }

    /// <summary>The data directory, in which accounts and secrets are.</summary>
    public required string Directory { get; init; }

    /// <summary>A file of trades; <see langword="null"/> asks the venue.</summary>
    public required string? File { get; init; }

    /// <summary>The file of accounts; <see langword="null"/> where it is the directory's.</summary>
    public required string? Accounts { get; init; }

    /// <summary>Markets that are asked for beside the others.</summary>
    public required ImmutableArray<(Asset Base, Asset Quote)> Markets { get; init; }

    /// <summary>Which others.</summary>
    public required ImportBreadth Breadth { get; init; }

    /// <summary>Where the venue's lists are read from.</summary>
    public required ImportBeginning Beginning { get; init; }
}

/// <summary>Where a venue's list of trades is read from.</summary>
internal enum ImportBeginning
{
    /// <summary>Behind the last trade that an import has read.</summary>
    LastRead = 0,

    /// <summary>The first trade that the venue tells.</summary>
    FirstTrade = 1,
}

/// <summary>Which markets are asked for their trades.</summary>
internal enum ImportBreadth
{
    /// <summary>Those of the assets that the account holds.</summary>
    WhatIsHeld = 0,

    /// <summary>All of the venue.</summary>
    EveryMarket = 1,
}
