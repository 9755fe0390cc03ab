using Ballast.Core.Orders;
using Ballast.Core.Targets.Moving;
using Ballast.Engine;
using Ballast.Engine.Journal;
using Ballast.Engine.Views;

namespace Ballast.Cli.Live;

/// <summary>What happens, a line each, for logs and pipes. Checks that find nothing to do are not worth a
/// line.</summary>
internal static class LogLines
{
    /// <summary>Writes until cancelled.</summary>
    public static async Task WriteAsync(PortfolioEngine engine, TextWriter output, CancellationToken cancellation)
    {
        try
        {
            await foreach (EngineNotice notice in engine.WatchAsync(cancellation))
            {
                if (notice is EngineNotice.Journaled journaled && Sentence(journaled.Event.Event) is { } sentence)
                {
                    string portfolio = notice.Portfolio is { } id ? $" {id}" : "";
                    await output.WriteLineAsync($"{Figures.Time(notice.At)}{portfolio} {sentence}");
                }
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    private static string? Sentence(JournalEvent journaled) => journaled switch
    {
        JournalEvent.Decided { Decision: { Kind: not DecisionKind.Hold } decision } =>
            $"{Lower(decision.Kind)}: {string.Join("; ", decision.Why.Select(why => why.Sentence))}",
        JournalEvent.TargetMoved moved => $"target: {TargetWords.Sentence(moved.Target)}",
        JournalEvent.RunStarted started => $"{started.Run} started",
        JournalEvent.RunEnded ended => $"{ended.Run} {Lower(ended.Status)}: {ended.Why.Sentence}",
        JournalEvent.OrderSigned signed => $"order {Short(signed.Order)} signed",
        JournalEvent.OrderFilled filled =>
            $"order {Short(filled.Order)} filled {filled.Trade.Size} at {filled.Trade.Price}",
        JournalEvent.OrderRejected rejected => $"order {Short(rejected.Order)} rejected: {rejected.Why.Sentence}",
        JournalEvent.OrderUnknown unknown => $"order {Short(unknown.Order)} UNKNOWN: {unknown.Why.Sentence}",
        JournalEvent.OrderFound found => $"order {Short(found.Order)} found at the venue",
        JournalEvent.OrderNotPlaced absent => $"order {Short(absent.Order)} proven not placed",
        JournalEvent.OrderQuarantined frozen => $"order {Short(frozen.Order)} QUARANTINED: {frozen.Why.Sentence}",
        JournalEvent.Halted halted => $"halted by {halted.Actor}: {halted.Why.Sentence}",
        JournalEvent.Resumed resumed => $"resumed by {resumed.Actor}: {resumed.Why.Sentence}",
        JournalEvent.BreakerTripped tripped => $"BREAKER open: {tripped.Why.Sentence}",
        JournalEvent.BreakerCleared cleared => $"breaker closed by {cleared.Actor}",
        JournalEvent.PriceConfirmed word => $"price of {word.Asset} confirmed at {word.Price} by {word.Actor}",
        JournalEvent.QuarantineResolved word =>
            $"order {Short(word.Order)} resolved by {word.Actor}: {word.Why.Sentence}",
        JournalEvent.ChangeExplained word =>
            $"change explained as {Lower(word.Kind)} by {word.Actor}: {word.Why.Sentence}",
        JournalEvent.PortfolioOpened => "portfolio opened",
        JournalEvent.PolicyChanged changed => $"policy changed by {changed.Actor}",
        JournalEvent.VenueHealthChanged changed =>
            $"{changed.Account} is {Lower(changed.Level)}: {changed.Why.Sentence}",
        JournalEvent.TransferIntended intended => $"transfer {intended.Ticket.Id.Sequence} of {intended.Ticket}",
        JournalEvent.TransferDropped dropped => $"transfer of {dropped.Run} left out: {dropped.Why.Sentence}",
        JournalEvent.TransferLeft left => $"transfer {left.Transfer.Sequence} has left",
        JournalEvent.TransferUnknown unknown => $"transfer {unknown.Transfer.Sequence} UNKNOWN: {unknown.Why.Sentence}",
        JournalEvent.TransferQuarantined frozen =>
            $"transfer {frozen.Transfer.Sequence} QUARANTINED: {frozen.Why.Sentence}",
        JournalEvent.TransferEnded ended =>
            $"transfer {ended.Transfer.Sequence} {Lower(ended.End)}: {ended.Why.Sentence}",
        JournalEvent.TransferDeferred { Transfer: { } waiting } => $"transfer waits: {waiting.Why.Sentence}",
        JournalEvent.TransferDeferred => "no transfer waits any more",
        JournalEvent.HedgeIntended { Ticket: var ticket } => $"hedge {Short(ticket.Id)}: {ticket}",
        JournalEvent.HedgeAnswered { Fill: var fill } hedge =>
            $"hedge {Short(hedge.Hedge)} filled {fill.Size} at {fill.Price}",
        JournalEvent.HedgeUnknown hedge => $"hedge {Short(hedge.Hedge)} UNKNOWN: {hedge.Why.Sentence}",
        JournalEvent.HedgeQuarantined hedge => $"hedge {Short(hedge.Hedge)} QUARANTINED: {hedge.Why.Sentence}",
        JournalEvent.HedgeEnded hedge => $"hedge {Short(hedge.Hedge)} {Lower(hedge.End)}: {hedge.Why.Sentence}",
        JournalEvent.Recovered => "recovered: ledger and venue agree",
        JournalEvent.AccountInspected { Proof.Faults: [{ } fault, ..] } inspected =>
            $"{inspected.Account} inspected: {fault.Sentence}",
        JournalEvent.AccountInspected inspected => $"{inspected.Account} inspected: fit for real money",
        JournalEvent.OwnerReached reached =>
            $"a test message went over {string.Join(", ", reached.Channels.Select(channel => channel.Name))}",
        JournalEvent.TradesImported imported =>
            $"{imported.Account}: {imported.Trades.Length} past trades imported by {imported.Actor}",
        JournalEvent.TradesRetracted retracted =>
            $"{retracted.Account}: {retracted.Trades.Length} past trades retracted by {retracted.Actor}",
        JournalEvent.TrialWaived waived => $"TRIAL WAIVED by {waived.Actor}",
        JournalEvent.Decided or JournalEvent.PlanAccepted or JournalEvent.LegDropped => null,
        JournalEvent.OrderReserved or JournalEvent.OrderAcked or JournalEvent.OrderClosed => null,
        JournalEvent.OrphanFound or JournalEvent.TradesRead => null,
        JournalEvent.BalanceBooked booked => $"{booked.Account}: booked " + string.Join(
            ", ", booked.Postings.Select(posting => $"{posting.Change} {posting.Asset} as {posting.Kind}")),
        JournalEvent.LedgerOpened => null,
        JournalEvent.EngineStarted or JournalEvent.AccountRegistered or JournalEvent.PortfolioRemoved => null,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string Short(ClientOrderId order) => $"{order.Sequence}-{order.Leg}";
}
