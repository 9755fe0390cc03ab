namespace Ballast.PaperExchange.Transfers;

/// <summary>
/// What a customer hears of a transfer. Closed: <see cref="Accepted"/>, <see cref="Refused"/>, <see cref="Silence"/>.
/// </summary>
public abstract record TransferAnswer
{
    /// <summary>It has left.</summary>
    public sealed record Accepted(ExchangeTransfer Transfer) : TransferAnswer;

    /// <summary>It has not, and will not under this request.</summary>
    public sealed record Refused(string Code, string Why) : TransferAnswer;

    /// <summary>Nothing: the request or the answer was lost, or it arrives later.</summary>
    public sealed record Silence : TransferAnswer;
}
