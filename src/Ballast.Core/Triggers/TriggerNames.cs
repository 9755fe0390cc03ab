namespace Ballast.Core.Triggers;

/// <summary>The names of the triggers, as the policy file spells them; findings carry them.</summary>
public static class TriggerNames
{
    /// <summary>Drift beyond a band.</summary>
    public const string Band = "band";

    /// <summary>Calendar.</summary>
    public const string Schedule = "schedule";

    /// <summary>Drift above which nothing waits.</summary>
    public const string Emergency = "emergency";

    /// <summary>Drift beyond a band that breathes with volatility; stands in for <see cref="Band"/>.</summary>
    public const string VolatilityBand = "volatilityBand";

    /// <summary>Calendar whose step follows the average true range.</summary>
    public const string AtrSchedule = "atrSchedule";

    /// <summary>Deposits and withdrawals.</summary>
    public const string CashFlow = "cashFlow";

    /// <summary>A large gain in one holding.</summary>
    public const string InflowShock = "inflowShock";

    /// <summary>Another target while markets are wild.</summary>
    public const string VolatilitySpike = "volatilitySpike";

    /// <summary>A smaller target for what has fallen far.</summary>
    public const string Drawdown = "drawdown";

    /// <summary>A person or an agent asked.</summary>
    public const string Manual = "manual";

    /// <summary>The first purchase from quote cash.</summary>
    public const string Initial = "initial";

    /// <summary>What a transfer was sent for can be bought: it has arrived, or its end is known.</summary>
    public const string Transfer = "transfer";

    /// <summary>
    /// Whether a trigger fires for something that happens once (a cron time, a switch of targets, the end of a
    /// transfer) and so is owed until a run serves it; the others look at what is and fire again by themselves.
    /// </summary>
    internal static bool IsOnce(string trigger) =>
        trigger is Schedule or AtrSchedule or InflowShock or VolatilitySpike or Drawdown or Transfer;
}
