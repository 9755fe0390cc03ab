using Ballast.Core.Amounts;
using Ballast.Core.Reports.Shadows;
using Ballast.Core.Targets.Moving;
using Ballast.Engine.Journal;
using Ballast.Engine.Views;
using Ballast.Server.Features.Performance;
using NodaTime;

namespace Ballast.Cli.Live;

/// <summary>Makes frames out of the engine's views; remembers the last few decisions, because a view shows only
/// one.</summary>
internal sealed class LiveFrames
{
    private const int Remembered = 8;

    private readonly LinkedList<LiveDecision> decisions = new();
    private long lastDecision;
    private bool isLastRoutine;

    /// <summary>One frame.</summary>
    /// <param name="view">The portfolio now.</param>
    /// <param name="surroundings">What the view does not know.</param>
    public LiveFrame Of(PortfolioView view, LiveSurroundings surroundings)
    {
        Remember(view.LastDecision);
        return new LiveFrame
        {
            Portfolio = view.Id.Value,
            Market = surroundings.Market,
            Address = surroundings.Address,
            Exchange = surroundings.Exchange,
            Now = surroundings.Now,
            Quote = view.Policy.Quote,
            Value = view.Snapshot?.Value,
            Return = ReturnOf(view),
            AheadOfHolding = view.Shadows?.Ahead(ShadowRule.Hold),
            State = StateOf(view),
            Weights = [.. view.Drift.Select(line => new LiveWeight(
                line.Asset, line.Value, line.Weight, line.Target, line.Band ?? Weight.Zero))],
            Target = view.Target is { } target ? TargetWords.Sentence(target) : null,
            Decisions = [.. decisions],
            OpenOrders = [.. view.OpenOrders.Select(order => new LiveOrder(
                order.Ticket.Side,
                order.Ticket.Instrument.Base,
                order.Ticket.Size,
                order.Ticket.LimitPrice,
                order.Why is { } why ? $"{order.State}: {why.Sentence}" : order.State))],
            Transfer = TransferOf(view),
            Fills = [.. view.RecentFills.Select(fill => new LiveFill(
                fill.Fill.At,
                fill.Order.Ticket.Side,
                fill.Order.Ticket.Instrument.Base,
                fill.Fill.Size,
                fill.Fill.Price))],
            Runs = view.Runs.Length == 0 ? 0 : view.Runs.Count(run => run.Status == RunStatus.Completed),
            Notices = [.. view.Health.SelectMany(AccountWords.Of), .. surroundings.Notices],
        };
    }

    // Checks that find nothing to do follow each other for hours; only the latest of them is worth a line.
    private void Remember(DecisionDigest? decision)
    {
        if (decision is null || decision.Number == lastDecision)
        {
            return;
        }

        if (isLastRoutine && decisions.Count > 0)
        {
            decisions.RemoveFirst();
        }

        lastDecision = decision.Number;
        isLastRoutine = decision.Kind == DecisionKind.Hold;
        string why = string.Join("; ", decision.Why.Select(reason => reason.Sentence));
        decisions.AddFirst(new LiveDecision(decision.At, decision.Kind.ToString().ToLowerInvariant(), why));
        while (decisions.Count > Remembered)
        {
            decisions.RemoveLast();
        }
    }

    private static string? TransferOf(PortfolioView view) => view.Transfers is [{ EndedAt: null } open, ..]
        ? $"{open.Units} {open.Asset} from {open.From} to {open.To}, fee {open.Fee}: {open.Why.Sentence}"
        : view.WaitingTransfer?.Why.Sentence;

    // Points are journaled with decisions; between two of them the value moves on.
    private static decimal? ReturnOf(PortfolioView view)
    {
        decimal? journaled = GrowthOfOne.Of(view.Performance).Return;
        return view.Snapshot is { } now && view.Performance is [.., { Value.Value: > 0m } last] && now.At > last.At
            ? ((1m + (journaled ?? 0m)) * now.Value.Value / last.Value.Value) - 1m
            : journaled;
    }

    private static LiveState StateOf(PortfolioView view)
    {
        string why = view.StatusWhy is { } reason ? ": " + reason.Sentence : "";
        return view.Status switch
        {
            PortfolioStatus.Recovering => new LiveState(LiveStateKind.Busy, "recovering" + why),
            PortfolioStatus.Running when view.Breaker is { } breaker =>
                new LiveState(LiveStateKind.Stopped, "breaker open: " + breaker.Sentence),
            PortfolioStatus.Running when view.OpenOrders.Length > 0 => new LiveState(LiveStateKind.Busy, "trading"),
            PortfolioStatus.Running when view.Transfers is [{ EndedAt: null }, ..] =>
                new LiveState(LiveStateKind.Busy, "waiting for a transfer"),
            PortfolioStatus.Running => new LiveState(LiveStateKind.Calm, "watching"),
            PortfolioStatus.Halted => new LiveState(
                LiveStateKind.Stopped,
                view.Halt is { } halt ? $"halted by {halt.Actor}: {halt.Why.Sentence}" : "halted" + why),
            PortfolioStatus.Stopped => new LiveState(LiveStateKind.Stopped, "stopped" + why),
            PortfolioStatus.RefusedToStart => new LiveState(LiveStateKind.Stopped, "refused to start" + why),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}

/// <summary>What a picture shows besides the portfolio.</summary>
/// <param name="Market">Where prices come from and how fast time runs.</param>
/// <param name="Address">Where the API is.</param>
/// <param name="Now">Journaled time.</param>
/// <param name="Notices">What a person should know.</param>
internal sealed record LiveSurroundings(string Market, Uri Address, Instant Now, IReadOnlyList<string> Notices)
{
    /// <summary>Where the paper exchange answers Binance clients.</summary>
    public Uri? Exchange { get; init; }
}
