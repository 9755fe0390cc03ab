using Ballast.Core.Amounts;
using NodaTime;

namespace Ballast.Core.Policies;

/// <summary>A calendar whose step depends on the average true range of one asset.</summary>
public sealed record AtrSchedulePolicy
{
    /// <summary>The asset whose range is looked at.</summary>
    public required Asset Asset { get; init; }

    /// <summary>Days averaged.</summary>
    public required int AtrDays { get; init; }

    /// <summary>Days the percentile is taken over.</summary>
    public required int RangeDays { get; init; }

    /// <summary>0 to 100.</summary>
    public required decimal Percentile { get; init; }

    /// <summary>Step at or below the percentile.</summary>
    public required Duration Calm { get; init; }

    /// <summary>Step above the percentile.</summary>
    public required Duration Wild { get; init; }
}
