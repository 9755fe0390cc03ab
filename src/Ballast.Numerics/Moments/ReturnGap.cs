namespace Ballast.Numerics.Moments;

/// <summary>Where in an asset's history a gap lies.</summary>
public enum GapPlace
{
    /// <summary>Before its first price: it was not listed yet.</summary>
    BeforeHistory,

    /// <summary>Between two prices.</summary>
    Inside,

    /// <summary>After its last price: it was delisted, or its source ended.</summary>
    AfterHistory,
}

/// <summary>Returns that one asset does not have. The default is an empty gap.</summary>
/// <param name="Asset">Index of the asset.</param>
/// <param name="First">Row of the first missing return.</param>
/// <param name="Count">How many are missing in a row, one or more.</param>
/// <param name="Place">Before, inside or after its history.</param>
/// <param name="Filled">Whether the caller had the last price carried forward over it.</param>
public readonly record struct ReturnGap(int Asset, int First, int Count, GapPlace Place, GapFilling Filled);

/// <summary>What was put into a gap.</summary>
public enum GapFilling
{
    /// <summary>Nothing: the returns are NaN.</summary>
    None,

    /// <summary>Returns of zero, and the whole move on the day the price came back.</summary>
    CarriedForward,
}
