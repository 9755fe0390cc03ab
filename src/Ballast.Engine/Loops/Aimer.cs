using Ballast.Core;
using Ballast.Core.Decisions;
using Ballast.Core.Markets;
using Ballast.Core.Policies;
using Ballast.Core.Targets.Moving;
using Ballast.Engine.Execution;
using Ballast.Engine.Journal;
using Ballast.Engine.Ports;

namespace Ballast.Engine.Loops;

/// <summary>
/// Works a moving target out when it is time to and puts it on record before anything is decided by it. Policies whose
/// target stays cost nothing here. A target that was asked for again and says nothing new is kept in memory: a program
/// that is read every minute would otherwise write the journal full of one sentence.
/// </summary>
internal sealed class Aimer
{
    private readonly PortfolioDesk desk;
    private readonly History history;
    private readonly IExternalTargetSource? outside;
    private (TargetState Recorded, TargetState Now) unrecorded = (TargetState.None, TargetState.None);

    public Aimer(PortfolioDesk desk, History history, IExternalTargetSource? outside)
    {
        this.desk = desk;
        this.history = history;
        this.outside = outside;
    }

    /// <summary>The policy aiming at the target of the moment.</summary>
    /// <param name="policy">The policy that a look was taken for; where another has come meanwhile nothing is
    /// journaled.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public async Task<CompiledPolicy> AimAsync(CompiledPolicy policy, CancellationToken cancellation)
    {
        TargetState recorded = desk.Book.Target;
        TargetState before = ReferenceEquals(recorded, unrecorded.Recorded) ? unrecorded.Now : recorded;
        if (policy.Course is not { } course || course.NeedsAt(before, desk.Now) is not { } needs)
        {
            return policy.Aiming(before);
        }

        PastPrices past = await history.ReadAsync(needs.Lookback, cancellation);
        ExternalReading? said = needs.Outside == OutsideSource.Asked && policy.Policy.Moving?.External is { } external
            ? await AskAsync(external, cancellation)
            : null;
        TargetState after = course.Allocate(before, new TargetSources(past, said), desk.Now);
        if (!course.IsNews(recorded, after))
        {
            unrecorded = (recorded, after);
            return policy.Aiming(after);
        }

        await desk.RecordAsync(
            (_, book) => book.PolicyHash == policy.Hash && !ReferenceEquals(after, book.Target)
                ? [new JournalEvent.TargetMoved(after)]
                : [],
            cancellation);
        return policy.Aiming(after);
    }

    private async Task<ExternalReading?> AskAsync(ExternalPolicy external, CancellationToken cancellation)
    {
        if (outside is null)
        {
            return null;
        }

        Reading<ExternalReading> answer = await desk.AskAsync<ExternalReading>(
            async stop => new Reading<ExternalReading>.Known(
                await outside.ReadTargetAsync(desk.Portfolio, external, stop)),
            cancellation);
        return answer is Reading<ExternalReading>.Known known
            ? known.Value
            : new ExternalReading.Unread(new Reason("external-silent", "the external source did not answer in time"));
    }
}
