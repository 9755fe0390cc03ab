namespace Ballast.Core.Markets.Health;

/// <summary>How an account's venue is doing.</summary>
public enum HealthLevel
{
    /// <summary>It answers as it should.</summary>
    Healthy = 0,

    /// <summary>It answers, but too often not, too slowly, or takes no orders: nothing new is sent there while another
    /// account can do it.</summary>
    Degraded = 1,

    /// <summary>It does not answer.</summary>
    Down = 2,
}
