using Ballast.Core.Amounts;

namespace Ballast.Core.Planning.Transfers;

/// <summary>Says what becomes of a transfer, with the numbers it was weighed by.</summary>
internal static class TransferWords
{
    /// <summary>The transfer with its sentence.</summary>
    public static PlannedTransfer Said(PlannedTransfer transfer, Asset quote) =>
        transfer with { Why = new Reason(transfer.Why.Code, $"{Weighed(transfer, quote)}: {End(transfer, quote)}.") };

    /// <summary>A purchase that waits for a transfer of this run.</summary>
    public static Reason Awaited(PlannedTransfer transfer, RoutedOrder order, Asset quote) => new(
        "waits-for-transfer",
        string.Create(
            PlanWording.Form,
            $"{order.Worth:0.##} {quote} are bought at {transfer.To} when {transfer.Asset} from {transfer.From} has "
            + $"arrived there: {transfer.Why.Sentence}"));

    private static string Weighed(PlannedTransfer transfer, Asset quote) => string.Create(
        PlanWording.Form,
        $"moving {transfer.Units.Value:0.########} {transfer.Asset} from {transfer.From} to {transfer.To} for "
        + $"{string.Join(", ", transfer.Serves)} costs {transfer.FeeValue.Value:0.##} {quote} of fee; trades, fee and "
        + $"time out of place come to {transfer.CostWith.Value:0.##} with it and to "
        + $"{transfer.CostWithout.Value:0.##} without");

    private static string End(PlannedTransfer transfer, Asset quote) => transfer.Choice switch
    {
        TransferChoice.NotWorth => "not worth it",
        TransferChoice.Wait => $"worth it, and it waits until its fee is at the ceiling or below, at most until "
            + Phrase.Time(transfer.WaitsUntil!.Value),
        TransferChoice.Send => (transfer.Why.Code == "transfer-deadline"
                ? $"the fee is above the ceiling in {quote}, and the time to wait for a lower one is over; "
                : "worth it; ")
            + "it is sent once the sales before it have settled, and should arrive within "
            + Phrase.Span(transfer.Latest),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
