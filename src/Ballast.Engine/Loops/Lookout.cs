using Ballast.Engine.Execution;
using Ballast.Engine.Views;

namespace Ballast.Engine.Loops;

/// <summary>Looks, and shows on the loop's sign what was seen or why nothing was.</summary>
internal sealed class Lookout
{
    private readonly PortfolioDesk desk;
    private readonly PassMaker passes;
    private readonly LoopSign sign;

    public Lookout(PortfolioDesk desk, PassMaker passes, LoopSign sign)
    {
        this.desk = desk;
        this.passes = passes;
        this.sign = sign;
    }

    public async Task<LookOutcome> LookAsync(CancellationToken cancellation)
    {
        LookOutcome look = await passes.LookAsync(cancellation);
        PortfolioStatus kind = desk.IsHalted ? PortfolioStatus.Halted : PortfolioStatus.Running;
        switch (look)
        {
            case LookOutcome.Seen seen:
                Sighting sighting = new(seen.Snapshot, seen.Policy.SheetFor(seen.Snapshot, desk.Book.Memory));
                sign.Show(sign.Status with
                {
                    Status = kind,
                    Why = desk.StopReason(desk.Engine),
                    Seen = sighting,
                });
                break;
            case LookOutcome.Refused refused:
                sign.Show(kind, refused.Why[0]);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }

        return look;
    }
}
