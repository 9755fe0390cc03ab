namespace Ballast.Engine.Lots;

/// <summary>Whose word of a past trade it is. Closed: <see cref="File"/> or <see cref="Venue"/>.</summary>
internal abstract record TradeOrigin
{
    private TradeOrigin()
    {
    }

    /// <summary>A file's, or another program's: it can be taken back.</summary>
    /// <param name="Name">What the file is called.</param>
    public sealed record File(string Name) : TradeOrigin;

    /// <summary>The venue's, in its list of trades or as the fill of an order of ours.</summary>
    public sealed record Venue : TradeOrigin;
}
