using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Policies;
using Ballast.Core.Triggers;
using NodaTime;

namespace Ballast.Core.Simulation;

/// <summary>Quote currency that the owner of a simulated portfolio puts in or takes out.</summary>
/// <param name="At">When; takes effect at the close of the first bar that is not before.</param>
/// <param name="Amount">Above zero comes in, below zero goes out.</param>
public readonly record struct OwnerFlow(Instant At, Money Amount)
{
    /// <summary>The same amount at every time of a calendar.</summary>
    /// <param name="amount">What comes in, or goes out below zero, each time.</param>
    /// <param name="calendar">A checked schedule; its destination does not matter.</param>
    /// <param name="from">Times after this instant.</param>
    /// <param name="to">And not after this one.</param>
    public static ImmutableArray<OwnerFlow> Every(Money amount, SchedulePolicy calendar, Instant from, Instant to)
    {
        var times = CronCalendar.Of(calendar);
        var flows = ImmutableArray.CreateBuilder<OwnerFlow>();
        for (Instant? at = times.NextAfter(from); at <= to; at = times.NextAfter(at.Value))
        {
            flows.Add(new OwnerFlow(at.Value, amount));
        }

        return flows.DrainToImmutable();
    }
}
