using NodaTime;

namespace Ballast.PaperExchange.Transfers;

/// <summary>A transfer between two of the exchange's customers, accepted and never forgotten.</summary>
public sealed record ExchangeTransfer
{
    /// <summary>1, 2, 3, ...</summary>
    public required long Id { get; init; }

    /// <summary>The sender's name for it; one transfer to a name, for ever.</summary>
    public required string ClientId { get; init; }

    /// <summary>Whose balance it left.</summary>
    public required string From { get; init; }

    /// <summary>Whose balance it comes to.</summary>
    public required string To { get; init; }

    /// <summary>What is moved.</summary>
    public required string Asset { get; init; }

    /// <summary>What left, above zero.</summary>
    public required decimal Amount { get; init; }

    /// <summary>What is kept of it; below the amount.</summary>
    public required decimal Fee { get; init; }

    /// <summary>When it left.</summary>
    public required Instant At { get; init; }

    /// <summary>When it comes to its end.</summary>
    public required Instant Due { get; init; }

    /// <summary>How far it is.</summary>
    public ExchangeTransferState State { get; init; }
}

/// <summary>How far a transfer is.</summary>
public enum ExchangeTransferState
{
    /// <summary>It has left and not arrived.</summary>
    Underway = 0,

    /// <summary>It is there.</summary>
    Arrived = 1,

    /// <summary>It failed and is back, less the fee.</summary>
    Returned = 2,
}
