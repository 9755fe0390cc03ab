namespace Ballast.Server.Features.Plans;

/// <summary>Whether there is a plan.</summary>
public enum PlanReplyKind
{
    /// <summary>There is; it may be started until it expires.</summary>
    Planned = 0,

    /// <summary>Nothing needs to be traded, or nothing can be.</summary>
    Nothing = 1,

    /// <summary>A guard forbids it.</summary>
    Refused = 2,
}
