namespace Ballast.Engine.Lots;

/// <summary>Whose word of a past trade it is.</summary>
internal enum TradeOrigin
{
    /// <summary>A file's, or another program's: it can be taken back.</summary>
    File = 0,

    /// <summary>The venue's, in its list of trades or as the fill of an order of ours.</summary>
    Venue = 1,
}
