using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Portfolios;
using Ballast.Core.Portfolios.Booking;
using Ballast.Engine.Execution;
using Ballast.Engine.Journal;
using Ballast.Engine.Ports;

namespace Ballast.Engine.Ledger;

/// <summary>
/// Reads what a venue's own log says of an account since the ledger last took it in. How far that was is journaled like
/// the watermark of a market's trades, under a name that no market has.
/// </summary>
internal sealed class ChangeIntake
{
    private const string LogName = "(log)";

    private readonly PortfolioDesk desk;
    private ImmutableSortedSet<AccountId> without = [];

    public ChangeIntake(PortfolioDesk desk) => this.desk = desk;

    /// <summary>Whether the account's log is read from a known place on, or is known not to be there.</summary>
    public bool IsBegun(AccountId account) => desk.Lines[account].Ports.Changes is null
        || without.Contains(account) || After(account) is not null;

    /// <summary>Reads on; from a log that was not read before only where it ends.</summary>
    public async Task<ChangeNews> ReadAsync(AccountId account, CancellationToken cancellation)
    {
        VenueLine line = desk.Lines[account];
        if (line.Ports.Changes is not { } log || without.Contains(account))
        {
            return new ChangeNews.NotKept();
        }

        string? after = After(account);
        switch (await line.AskAsync(stop => log.ReadChangesAsync(account, after ?? "", stop), cancellation))
        {
            case Reading<ChangePage>.Known { Value: var page }:
                JournalEvent.TradesRead mark = new(account, LogName, new TradeWatermark(page.Cursor));
                return new ChangeNews.Told(after is null ? [] : await PostingsAsync(line, page, cancellation), mark);

            // It is not asked again in this life: a venue that has no log today will have none in a minute.
            case Reading<ChangePage>.Failed { Error.Kind: VenueErrorKind.Rejected }:
                without = without.Add(account);
                return new ChangeNews.NotKept();
            case Reading<ChangePage>.Failed { Error: var error }:
                return new ChangeNews.Unread(
                    new Reason("log-unread", $"{account}: its log could not be read: {error.Message}"));
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private string? After(AccountId account) =>
        desk.Book.Ledgers.GetValueOrDefault(account)?.Watermarks.GetValueOrDefault(LogName);

    // What an order of ours did is in the ledger as its fill. What its request did once more is not, and a person has
    // to know of it before anything else is moved.
    private async Task<ImmutableArray<BalancePosting>> PostingsAsync(
        VenueLine line, ChangePage page, CancellationToken cancellation)
    {
        OwnChanges own = new(desk.Book, desk.Engine.Installation, line.Gateway.Render);
        ImmutableArray<BalancePosting> postings =
            [.. page.Changes.Where(change => !own.Explain(change)).Select(Posting)];
        if (own.Twice is { } twice && desk.Book.Halt is null)
        {
            await desk.HaltAsync(twice, cancellation);
        }

        return postings;
    }

    private static BalancePosting Posting(VenueChange change)
    {
        Reason why = new(
            Bookkeeping.Logged, $"{change.Change} {change.Asset}: line {change.Id} of the venue's log");
        return change.Kind switch
        {
            VenueChangeKind.Flow => new BalancePosting.Flow(change.Asset, change.Change, why),
            VenueChangeKind.Transfer => new BalancePosting.Transfer(change.Asset, change.Change, why),
            VenueChangeKind.Income => new BalancePosting.Income(change.Asset, change.Change, why),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}

/// <summary>What a venue's log had to say. Closed: <see cref="Told"/>, <see cref="NotKept"/>,
/// <see cref="Unread"/>.</summary>
internal abstract record ChangeNews
{
    /// <summary>It was read to its end.</summary>
    /// <param name="Postings">What is not in the ledger yet.</param>
    /// <param name="Mark">Goes on record with them.</param>
    public sealed record Told(ImmutableArray<BalancePosting> Postings, JournalEvent.TradesRead Mark) : ChangeNews;

    /// <summary>The venue keeps none: changes are told from balances alone.</summary>
    public sealed record NotKept : ChangeNews;

    /// <summary>It did not answer; nothing is booked before it does.</summary>
    public sealed record Unread(Reason Why) : ChangeNews;
}
