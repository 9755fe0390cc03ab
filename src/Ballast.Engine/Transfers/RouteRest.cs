using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Planning.Transfers;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ledger;
using NodaTime;

namespace Ballast.Engine.Transfers;

/// <summary>
/// Which ways between accounts rest. After a transfer that was refused, never left or came back nothing follows it for
/// a quarter of an hour, and twice as long after each further one in a row, six hours at most: what fails for a cause
/// that lasts would otherwise be sent again at once, and what comes back has cost its fee. It is told from the
/// journal's transfers alone, so that a restart changes nothing.
/// </summary>
internal static class RouteRest
{
    private const int MostDoublings = 5;

    private static readonly Duration First = Duration.FromMinutes(15);
    private static readonly Duration Longest = Duration.FromHours(6);

    /// <summary>Every way whose last transfer did not arrive; its rest may be over.</summary>
    public static ImmutableArray<HeldRoute> Of(PortfolioBook book) =>
    [
        .. book.Transfers.GroupBy(transfer => (transfer.Ticket.From, transfer.Ticket.To, transfer.Ticket.Asset))
            .Select(way => After(way.Key, [.. way.Reverse().TakeWhile(HasFailed)])).OfType<HeldRoute>(),
    ];

    private static bool HasFailed(TransferRecord transfer) =>
        transfer.State is TransferState.Refused or TransferState.Absent or TransferState.Returned;

    private static HeldRoute? After(
        (AccountId From, AccountId To, Asset Asset) way, ImmutableArray<TransferRecord> failed)
    {
        if (failed is not [{ EndedAt: { } ended } newest, ..])
        {
            return null;
        }

        int doublings = Math.Min(failed.Length - 1, MostDoublings);
        Instant until = ended + Duration.Min(First * (1 << doublings), Longest);
        string times = failed.Length == 1
            ? "the last transfer there"
            : $"the last {failed.Length} transfers there did not arrive, the newest";
        return new HeldRoute
        {
            From = way.From,
            To = way.To,
            Asset = way.Asset,
            Until = until,
            Why = new Reason(
                "transfer-rests",
                $"Ballast sends no {way.Asset} from {way.From} to {way.To} before {until}: {times} {Ended(newest)}"),
        };
    }

    private static string Ended(TransferRecord transfer)
    {
        string what = transfer.State switch
        {
            TransferState.Refused => "was refused",
            TransferState.Absent => "never left",
            TransferState.Returned => "came back",
            TransferState.Intended or TransferState.Underway or TransferState.Unknown or TransferState.Quarantined
                or TransferState.Arrived or TransferState.Resolved =>
                throw new InvalidOperationException($"{transfer.State} gives a way no rest"),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return $"{what} ({transfer.Why?.Sentence})";
    }
}
