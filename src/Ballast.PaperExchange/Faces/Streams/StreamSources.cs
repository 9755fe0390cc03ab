namespace Ballast.PaperExchange.Faces.Streams;

/// <summary>What connections share.</summary>
internal sealed record StreamSources
{
    /// <summary>Makes the events.</summary>
    public required StreamHub Hub { get; init; }

    /// <summary>Knows the names.</summary>
    public required StreamCatalog Catalog { get; init; }

    /// <summary>Knows the listen keys.</summary>
    public required ListenKeys Keys { get; init; }

    /// <summary>What one connection may do.</summary>
    public required StreamLimits Limits { get; init; }

    /// <summary>The machine's clock.</summary>
    public required TimeProvider Machine { get; init; }
}
