namespace Ballast.Core.Markets.Health;

/// <summary>What one request to a venue came to.</summary>
public enum HealthSample
{
    /// <summary>Answered in time.</summary>
    Answered = 0,

    /// <summary>Answered, but late.</summary>
    Slow = 1,

    /// <summary>Not answered, or answered by an error of the venue's own.</summary>
    Failed = 2,
}
