using Ballast.Core.Decisions;
using Ballast.Core.Guards;
using Ballast.Core.Planning.Transfers;
using Ballast.Core.Portfolios;
using NodaTime;

namespace Ballast.Core.Triggers;

/// <summary>
/// Fires while the end of a transfer between the portfolio's accounts has not been served, so that what it was sent for
/// is bought whatever the drift is by then; when one that waits for a lower fee may have found it, or has waited long
/// enough; and when a way may be used again that had to rest.
/// </summary>
internal static class TransferTrigger
{
    internal static TriggerFinding Look(TriggerView view)
    {
        if (view.IsOwed(TriggerNames.Transfer))
        {
            // What was sold for it would be bought back now, and sold again when its way has rested.
            if (view.Now < view.Snapshot.Transfers.RestsUntil && Resting(view) is { } rest)
            {
                return new TriggerFinding(TriggerNames.Transfer, TriggerStatus.HeldBack, rest);
            }

            return view.Fire(
                TriggerNames.Transfer, Patience.Interval, "transfer-ended",
                () => "a transfer between the accounts has ended or was not sent, and what it was for is decided upon");
        }

        if (view.Snapshot.Transfers.Held.Any(held => held.Until <= view.Now && !(held.Until <= LastLook(view))))
        {
            return view.Fire(TriggerNames.Transfer, Patience.Interval, "transfer-rested",
                () => "a way between the accounts that had to rest may be used again");
        }

        if (view.Snapshot.Transfers.WaitsUntil is not { } until)
        {
            return Resting(view) is { } resting
                ? new TriggerFinding(TriggerNames.Transfer, TriggerStatus.Quiet, resting)
                : TriggerView.Quiet(TriggerNames.Transfer, "no-transfer-ended", () => "no transfer has ended");
        }

        return view.Now >= until || IsAnyCheap(view)
            ? view.Fire(TriggerNames.Transfer, Patience.Interval, "transfer-due",
                () => "a transfer has waited for a lower fee, and need not wait any more")
            : TriggerView.Quiet(TriggerNames.Transfer, "transfer-waits", () => Waiting(until));
    }

    private static Instant? LastLook(TriggerView view) => view.Memory.LastDecisionAt;

    private static Reason? Resting(TriggerView view) =>
        view.Snapshot.Transfers.Held.FirstOrDefault(held => view.Now < held.Until)?.Why;

    private static string Waiting(Instant until) =>
        $"a transfer waits for a lower fee, at most until {Phrase.Time(until)}";

    // What does not depend on the amount is at the ceiling or below: whether the whole fee is, the plan says.
    private static bool IsAnyCheap(TriggerView view)
    {
        Position quote = view.Snapshot.Positions.First(position => position.Asset == view.Snapshot.Quote);
        return view.Book.Policy.Transfers?.FeeCeiling is { } ceiling && view.Snapshot.Transfers.Routes.Any(route =>
            view.Snapshot.Transfers.IsOpen(route, view.Now)
            && (route.FixedFee + route.Gas).Value * PriceOf(quote, route) <= ceiling.Value);
    }

    private static decimal PriceOf(Position quote, TransferRoute route) =>
        (quote.Lines.FirstOrDefault(line => line.Asset == route.Asset)?.Price ?? quote.Price).Value;
}
