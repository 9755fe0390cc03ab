namespace Ballast.Core.Lots;

/// <summary>Which units go first when some go. A choice of bookkeeping, never of trading.</summary>
public enum LotMethod
{
    /// <summary>First in, first out: the oldest lot.</summary>
    Fifo = 0,

    /// <summary>Last in, first out: the newest lot.</summary>
    Lifo = 1,

    /// <summary>Highest in, first out: the lot with the highest cost per unit, the older of two alike; lots whose cost
    /// is not known come last.</summary>
    Hifo = 2,
}
