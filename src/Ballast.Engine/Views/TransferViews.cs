using Ballast.Core;
using Ballast.Engine.Transfers;
using NodaTime;

namespace Ballast.Engine.Views;

/// <summary>Writes views of transfers.</summary>
internal static class TransferViews
{
    /// <summary>One transfer.</summary>
    public static TransferView Of(TransferRecord record)
    {
        Instant due = record.IntendedAt + record.Ticket.Latest;
        (string state, Reason why) = StateOf(record, due);
        return new TransferView
        {
            Id = record.Ticket.Id,
            Run = record.Run,
            Asset = record.Ticket.Asset,
            Units = record.Ticket.Units,
            From = record.Ticket.From,
            To = record.Ticket.To,
            Fee = record.IsOpen ? record.Ticket.Fee : record.Fee,
            Serves = record.Ticket.Serves,
            State = state,
            Why = record.IsOpen ? why : record.Why ?? why,
            Since = record.IntendedAt,
            DueBy = due,
            Credited = record.Credited,
            EndedAt = record.EndedAt,
        };
    }

    private static (string State, Reason Why) StateOf(TransferRecord record, Instant due) => record.State switch
    {
        TransferState.Intended => ("intended", InDoubt),
        TransferState.Underway => ("underway", new Reason(
            TransferReach.Underway,
            $"it should arrive by {due}; nothing is planned meanwhile, or until {record.LateAfter} where it is late")),
        TransferState.Unknown => ("unknown", InDoubt),
        TransferState.Quarantined => ("quarantined", new Reason(
            "transfer-no-proof", "nothing proves whether it was sent: a person has to say what became of it")),
        TransferState.Arrived => ("arrived", Ended),
        TransferState.Returned => ("returned", Ended),
        TransferState.Refused => ("refused", Ended),
        TransferState.Absent => ("absent", Ended),
        TransferState.Resolved => ("resolved", Ended),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Reason InDoubt { get; } =
        new("transfer-unknown", "whether it has been sent is not known yet and being found out");

    private static Reason Ended { get; } = new("transfer-ended", "it has ended");
}
