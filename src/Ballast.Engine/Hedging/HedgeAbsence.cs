using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Hedging;
using Ballast.Core.Orders;
using Ballast.Engine.Execution;
using Ballast.Engine.Ledger;
using Ballast.Engine.Ports;
using NodaTime;
using System.Collections.Immutable;

namespace Ballast.Engine.Hedging;

/// <summary>
/// Keeps a hedge from being opened again as soon as its position is not read any more. It was liquidated, closed by
/// hand, or is not shown: opened at once it would be liquidated again, go against its owner's will, or be there twice.
/// So it rests as long as venues' records are known to lag, and its owner is told. Since when is remembered for the
/// process alone: after a restart it rests anew.
/// </summary>
internal sealed class HedgeAbsence(PortfolioDesk desk)
{
    /// <summary>The code of everything said about it.</summary>
    public const string Vanished = "hedge-vanished";

    private ImmutableDictionary<Asset, (ClientOrderId By, Instant Since)> missed =
        ImmutableDictionary<Asset, (ClientOrderId, Instant)>.Empty;

    /// <summary>Remembers since when a hedge that is to be opened is missed, and tells its owner the first time.
    /// </summary>
    public async Task NoteAsync(HedgeCase seen, HedgeStep? step)
    {
        if (Expected(desk.Book, seen) is not { } expected)
        {
            missed = missed.Remove(seen.Asset);
            return;
        }

        if (step != HedgeStep.Open || SinceOf(seen.Asset, expected.By) is not null)
        {
            return;
        }

        missed = missed.SetItem(seen.Asset, (expected.By, desk.Now));
        await desk.TellAsync(
            Severity.Urgent,
            Vanished,
            $"{Sentence(seen, expected.Made)}. It is opened again after {desk.Now + UnknownResolver.LongestLag}, "
            + "unless the policy says otherwise by then");
    }

    /// <summary>Why a hedge is not opened again yet; <see langword="null"/> where it may be.</summary>
    public Reason? Objection(PortfolioBook book, (HedgeCase Seen, HedgeStep Step) order)
    {
        if (order.Step != HedgeStep.Open || Expected(book, order.Seen) is not { } expected)
        {
            return null;
        }

        Instant end = (SinceOf(order.Seen.Asset, expected.By) ?? desk.Now) + UnknownResolver.LongestLag;
        return desk.Now < end
            ? new Reason(Vanished, $"not sent before {end}: {Sentence(order.Seen, expected.Made)}")
            : null;
    }

    // What should be there where nothing is.
    private static (ClientOrderId By, string Made)? Expected(PortfolioBook book, HedgeCase seen) =>
        HedgeNames.SizeOf(HedgeNames.Own(seen.Positions, seen.Market, seen.Purpose)).IsZero
            ? HedgeTrace.Expected(book, seen.Hedge.Account, seen.Market)
            : null;

    private Instant? SinceOf(Asset asset, ClientOrderId by) =>
        missed.TryGetValue(asset, out (ClientOrderId By, Instant Since) known) && known.By == by ? known.Since : null;

    private static string Sentence(HedgeCase seen, string made) =>
        $"the hedge of {seen.Asset} has vanished: its own orders have made {made} in {seen.Market} on "
        + $"{seen.Hedge.Account}, and nothing is open there any more. Look there whether it was liquidated, was closed "
        + "by hand or is not shown";
}
