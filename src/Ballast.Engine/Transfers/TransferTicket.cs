using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Orders;
using Ballast.Core.Portfolios;
using NodaTime;

namespace Ballast.Engine.Transfers;

/// <summary>One transfer as it is to be sent.</summary>
public sealed record TransferTicket
{
    /// <summary>Its name: that of an order of its run, with the last leg there can be.</summary>
    public required ClientOrderId Id { get; init; }

    /// <summary>Where it leaves.</summary>
    public required AccountId From { get; init; }

    /// <summary>Where it arrives.</summary>
    public required AccountId To { get; init; }

    /// <summary>What is moved.</summary>
    public required Asset Asset { get; init; }

    /// <summary>What leaves the source, above zero.</summary>
    public required Quantity Units { get; init; }

    /// <summary>What of that is expected to be kept on the way.</summary>
    public required Quantity Fee { get; init; }

    /// <summary>When it should have arrived, from when it was sent.</summary>
    public required Duration Latest { get; init; }

    /// <summary>The assets that are bought with it.</summary>
    public required ImmutableArray<Asset> Serves { get; init; }

    /// <summary>The request is inert after this.</summary>
    public required Instant RequestExpiresAt { get; init; }

    /// <summary>Whether it moves an asset of an account.</summary>
    public bool Touches(AccountId account, Asset asset) => asset == Asset && (account == From || account == To);

    /// <summary>The transfer in words.</summary>
    public override string ToString() => $"{Units} {Asset} from {From} to {To}";
}
