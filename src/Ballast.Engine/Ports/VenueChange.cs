using Ballast.Core.Amounts;
using Ballast.Core.Orders;

namespace Ballast.Engine.Ports;

/// <summary>A change of one balance, as the venue's log tells it.</summary>
public sealed record VenueChange
{
    /// <summary>The log's own number of it.</summary>
    public required string Id { get; init; }

    /// <summary>What changed.</summary>
    public required Asset Asset { get; init; }

    /// <summary>Signed units.</summary>
    public required Quantity Change { get; init; }

    /// <summary>Why.</summary>
    public required VenueChangeKind Kind { get; init; }

    /// <summary>The order of ours that did it; <see langword="null"/> where none did.</summary>
    public ClientOrderId? Order { get; init; }

    /// <summary>The execution that it is a part of, as the venue names it; empty where the log does not say.</summary>
    public string Execution { get; init; } = "";
}

/// <summary>Why a balance changed, as far as a venue's log tells.</summary>
public enum VenueChangeKind
{
    /// <summary>The owner brought it or took it out.</summary>
    Flow = 0,

    /// <summary>One side of a movement between two balances of the account.</summary>
    Transfer = 1,

    /// <summary>Referral, yield, a reward.</summary>
    Income = 2,
}
